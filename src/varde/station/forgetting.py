"""Remove a station with everything it holds: its data directory and, for root, its database below /var/lib/varde."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from varde.station import identity
from varde.station.layout import Layout


def forget(root: Path) -> None:
    """Refused while the station runs, and for a directory that is no station's."""
    layout = Layout(root)
    if not root.exists():
        return
    if not layout.lock.exists():
        raise identity.NotAStation(str(root))
    with identity.lock(layout):
        if layout.postgres.is_symlink():
            shutil.rmtree(layout.postgres.readlink(), ignore_errors=True)
        shutil.rmtree(root)


def main() -> int:
    """Entry point of `python -m varde.station forget DIR…`."""
    for name in sys.argv[2:]:
        forget(Path(name).absolute())
    return 0
