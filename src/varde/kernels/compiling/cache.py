"""Where machine code is kept: beside the sources where that may be written, else in the user's cache folder."""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import version
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


def _stamp() -> Path:
    return (folder() or KERNELS / "compiling" / _BESIDE_SOURCES) / "kernels.stamp"


def _state() -> str:
    """What machine code depends on: the sources' text, the compiler, the interpreter, this processor."""
    told = hashlib.sha256(f"{version('numba')} {version('llvmlite')} {sys.implementation.cache_tag} {_processor()}".encode())
    for source in sorted(_sources()):
        told.update(os.fsencode(source.name) + source.read_bytes())
    return told.hexdigest()


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return platform.processor()
    return "".join(sorted({line for line in lines if line.startswith(("model name", "flags", "Features", "CPU part"))}))


def is_warm() -> bool:
    """Has every kernel been compiled here as it now stands? Loads neither numba nor a kernel."""
    try:
        return _stamp().read_text(encoding="ascii") == _state()
    except (OSError, UnicodeDecodeError):
        return False


def warm() -> int:
    """Compile what is not compiled yet, half a minute at most on a usual machine; says how many modules there are."""
    found = sorted(_sources())
    for source in found:
        import_module("varde.kernels." + ".".join(source.relative_to(KERNELS).with_suffix("").parts))
    if prepare():
        _keep(_stamp(), _state())
    return len(found)


def _keep(stamp: Path, state: str) -> None:
    """Written whole or not at all, since several may do so at once; without it the next one asks numba again."""
    with contextlib.suppress(OSError):
        stamp.parent.mkdir(exist_ok=True)
        written = stamp.with_name(f"{stamp.name}.{os.getpid()}")
        written.write_text(state, encoding="ascii")
        written.replace(stamp)
