"""The short way from a JPEG file to its grids: the luma only, and of that no more than a fingerprint needs.

Large pictures give the means of their blocks of 8 by 8 alone, those of middle size of the blocks' quarters, by the readers of
this folder; small ones are scaled by the library's decoder. What the grid then says is weighed (`settled`): where that leaves
doubt the picture is read more finely, and at last exactly.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from varde.kernels.media import reduced
from varde.kernels.media.jpeg import drafted, progressive, sequential
from varde.kernels.media.jpeg.errors import UnusualJpeg
from varde.kernels.media.jpeg.frame import BLOCK
from varde.kernels.media.jpeg.orientation import orientation
from varde.kernels.media.jpeg.segments import Scan, Segments
from varde.kernels.media.jpeg.settled import are_settled
from varde.kernels.media.reduced import TURNS, Reduced
from varde.kernels.media.types import Examined, Frame, How, MediaFormat, MediaKind

LEAST_SIDE = 128  # pixels; below, the exact way costs next to nothing
_LEAST_SAMPLES, _LEAST_DRAFTED = 192, 256
_SIDES = (1, 2)  # means along a block


def examine_fast(data: bytes, how: How) -> Examined | None:
    """Facts and grids of a whole, everyday file; None for every other, which the exact way shall read."""
    try:
        return _examine(data, how)
    except UnusualJpeg:
        return None


def _examine(data: bytes, how: How) -> Examined:
    known, scan = _begun(data)
    if min(known.width, known.height) < LEAST_SIDE:
        raise UnusualJpeg
    turns = [TURNS[each] for each in sorted({1, orientation(known)})]
    for picture in _ever_finer(known, scan):
        grids = [reduced.grid_of(picture, turn) for turn in turns]
        if are_settled(grids, picture, known.quantiser(1)):
            frames = tuple(Frame(None, np.ascontiguousarray(grid, "<f4").tobytes()) for grid in grids)
            return Examined(
                MediaKind.PICTURE, MediaFormat.JPEG, known.width, known.height, None, is_whole=True, frames=frames, how=how
            )
    raise UnusualJpeg


def _ever_finer(known: Segments, scan: Scan) -> Iterator[Reduced]:
    """The picture reduced as far as promises a true fingerprint, then once more as fine."""
    short, data = min(known.width, known.height), np.frombuffer(known.data, np.uint8)
    sides = [side for side in _SIDES if short * side >= _LEAST_SAMPLES * BLOCK]
    reader = progressive if known.is_progressive else sequential
    if not sides:
        yield drafted.read(known, least=_LEAST_DRAFTED)
    for side in sides:
        yield reader.read(known, scan, data, side=side)
        known, scan = _begun(known.data)


def _begun(data: bytes) -> tuple[Segments, Scan]:
    """The file up to its first scan."""
    known = Segments(data)
    scan = known.next_scan()
    if scan is None:
        raise UnusualJpeg
    return known, scan
