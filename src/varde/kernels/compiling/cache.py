"""Where machine code is kept: beside the sources where that may be written, else in the user's cache folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

KERNELS = Path(__file__).parents[1]
_ENDING = "_compiled.py"
_BESIDE_SOURCES = "__pycache__"


def folder() -> Path | None:
    """A folder of this user's for machine code when it may not lie beside the sources; None when it may.

    Code is loaded from there: nobody else may write in it.
    """
    if _may_write(KERNELS):
        return None
    root = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser())
    return root / "varde" / f"kernels-{hashlib.sha256(os.fsencode(KERNELS)).hexdigest()[:12]}"


def _may_write(where: Path) -> bool:
    return all(os.access(each, os.W_OK) for each in (where, *(one.parent for one in _sources())))


def prepare() -> bool:
    """Tell numba where; False when nothing can be kept on this machine. Before numba is imported."""
    own = folder()
    if own is None:
        return True
    try:
        own.mkdir(parents=True, mode=0o700, exist_ok=True)
    except OSError:
        return False
    os.environ["NUMBA_CACHE_DIR"] = str(own)
    return os.access(own, os.W_OK)


def _sources() -> Iterator[Path]:
    return KERNELS.rglob(f"*{_ENDING}")


def _is_kept(source: Path) -> bool:
    own = folder()
    places = source.parent.glob(f"{_BESIDE_SOURCES}/{source.stem}.*.nbi") if own is None else own.rglob(f"{source.stem}.*.nbi")
    return any(place.stat().st_mtime >= source.stat().st_mtime for place in places)


def is_warm() -> bool:
    """Has every kernel been compiled on this machine since it was last changed?"""
    return all(_is_kept(source) for source in _sources())


def warm() -> int:
    """Compile what is not compiled yet, half a minute at most on a usual machine; says how many modules there are."""
    found = sorted(_sources())
    for source in found:
        import_module("varde.kernels." + ".".join(source.relative_to(KERNELS).with_suffix("").parts))
    return len(found)
