"""How a frame's blocks lie: what the readers of scans are told, and what they give."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from varde.kernels.media.jpeg.segments import Scan, Segments
from varde.kernels.media.reduced import Reduced

BLOCK = 8
# a half block's mean of the cosine that goes once through a block, with the transform's own factors (T.81, A.3.3)
_HALF = float(np.mean(np.cos(np.arange(1, 9, 2) * np.pi / 16)))
SCALES = (1 / 8, _HALF / (4 * 2**0.5), _HALF / (4 * 2**0.5), _HALF**2 / 4)
PLACES = (0, 1, 2, 4)  # of the coefficients that they belong to


@dataclass(frozen=True)
class Units:
    """A scan's units across and down, luma blocks across and down in each, other blocks in each."""

    across: int
    down: int
    wide: int
    high: int
    others: int

    def most_pieces(self, interval: int) -> int:
        """Pieces between restarts when all units are there."""
        return -(-self.across * self.down // interval) if interval else 1


def blocks(length: int, *, each: int = BLOCK) -> int:
    """How many it takes to cover this many pixels."""
    return -(-length // each)


def units(known: Segments, scan: Scan) -> Units:
    """One plane alone goes block by block; several are interleaved in units (T.81, A.2)."""
    if len(scan.planes) == 1:
        return Units(blocks(known.width), blocks(known.height), 1, 1, 0)
    luma, *others = (known.components[place] for place in scan.planes)
    across, down = blocks(known.width, each=BLOCK * luma.across), blocks(known.height, each=BLOCK * luma.down)
    return Units(across, down, luma.across, luma.down, sum(each.across * each.down for each in others))


def room(known: Segments, *, side: int) -> tuple[int, int]:
    """Rows and columns of means that every scan's blocks have place in, also those of units beyond the picture."""
    luma = known.components[0]
    down, across = blocks(known.height, each=BLOCK * luma.down), blocks(known.width, each=BLOCK * luma.across)
    return down * luma.down * side, across * luma.across * side


def finished(known: Segments, means: NDArray[np.float32], *, side: int) -> Reduced:
    """The picture's part of the means, level shift and clamp as the decoder has them."""
    step = BLOCK // side
    inside = means[: blocks(known.height, each=step), : blocks(known.width, each=step)]
    return Reduced(np.clip(inside + np.float32(128), 0, 255), step, known.height, known.width)
