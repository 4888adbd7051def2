"""Load all that decoding may ever need before the walls go up: libraries load their parts on first use.

Every module of this package, machine code included; then tiny samples of every format are decoded in every way.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from varde.kernels.media import jpeg, picture, readers, samples, video
from varde.kernels.media.types import How, MediaFormat, MediaKind, Sampling, Way

_HERE = Path(__file__).parent


def _load_all() -> None:
    for source in sorted(_HERE.rglob("*.py")):
        if not source.stem.startswith("__"):
            import_module(".".join((__package__ or "", *source.relative_to(_HERE).with_suffix("").parts)))


def warm_up() -> None:
    """After this, decoding loads nothing more."""
    _load_all()
    jpeg.warm_up()
    for found in MediaFormat:
        if found is MediaFormat.HEIC and not readers.has_heic():
            continue
        way = picture if found.kind is MediaKind.PICTURE else video
        for file in samples.of(found):
            for how in _hows(found):
                way.examine(file, found, how)
            way.pixels(file, found, max_px=32)


def _hows(found: MediaFormat) -> list[How]:
    if found.kind is MediaKind.PICTURE:
        return [How(way) for way in Way]
    return [How(Way.EXACT, sampling) for sampling in Sampling]
