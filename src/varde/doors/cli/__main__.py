"""`python -m varde.doors.cli` is `varde`."""

from __future__ import annotations

from varde.doors.cli.main import main

main()
