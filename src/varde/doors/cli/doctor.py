from __future__ import annotations

import os
import sys
from pathlib import Path

import click


@click.command("doctor")
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help="Also look at the station of this data directory.")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
def command(data: Path | None, *, as_json: bool) -> None:
    """Say what is there, what is missing, and what to do. Exit code 1 when something that is needed is missing."""
    words = [*(["--data", str(data)] if data else []), *(["--json"] if as_json else [])]
    os.execv(sys.executable, [sys.executable, "-m", "varde.station", "doctor", *words])  # noqa: S606  the station is above the doors: not imported
