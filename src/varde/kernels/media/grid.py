"""Luma reduced to PDQ's 64 by 64 grid.

PDQ blurs the luma with two box filters along the rows and two along the columns, and then picks 64 by 64 samples.
`reduce_exactly` does that with the reference's own order of float32 operations, so that the result is equal to the last bit.
`reduce_linearly` does the same as one linear map with short tent-shaped rows: faster and smaller, equal up to float
rounding; it serves very large pictures and the frames of videos.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from varde.kernels.media.types import GRID_SIDE

Floats = NDArray[np.float32]
MIN_SIDE = 5  # the reference hashes nothing smaller
MAX_EXACT_PIXELS = 20_000_000
_CHUNK = 64


def luma_of_rgb(rgb: NDArray[np.uint8]) -> Floats:
    """BT.601 luma as the reference's Python binding computes it: in double precision, then rounded once."""
    red, green, blue = (rgb[:, :, channel] for channel in range(3))
    mixed = np.multiply(red, 0.299, dtype=np.float64)
    mixed += np.multiply(green, 0.587, dtype=np.float64)
    mixed += np.multiply(blue, 0.114, dtype=np.float64)
    return mixed.astype(np.float32)


def window(side: int) -> int:
    """The width of one box: half a grid cell, rounded up."""
    return (side + 2 * GRID_SIDE - 1) // (2 * GRID_SIDE)


def picks(side: int) -> NDArray[np.intp]:
    """The samples that the grid keeps: the centres of its cells."""
    return ((np.arange(GRID_SIDE) + 0.5) * side / GRID_SIDE).astype(np.intp)


def spans(side: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """First and last-but-one sample under the box around each position."""
    width = window(side)
    ahead = (width + 2) // 2
    at = np.arange(side)
    return np.maximum(0, at + ahead - width), np.minimum(side, at + ahead)


def reduce_exactly(rows: Callable[[int, int], Floats], *, height: int, width: int) -> Floats:
    """The grid as the reference gets it. `rows(a, b)` gives the luma's rows a to b."""
    if height == width == GRID_SIDE:
        return rows(0, height)
    across, down = picks(width), picks(height)
    standing = np.empty((width, height), np.float32)  # turned on its side, so that a box along rows walks whole lines of memory
    for start in range(0, height, _CHUNK):
        stop = min(start + _CHUNK, height)
        standing[:, start:stop] = rows(start, stop).T
    lying = _turned(_box(standing, keep=np.arange(width)))
    standing = _turned(_box(lying, keep=np.arange(height)))
    return _box(_turned(_box(standing, keep=across)), keep=down)


def _turned(lines: Floats) -> Floats:
    """The transpose as a copy, in blocks that fit the processor's cache."""
    turned = np.empty(lines.shape[::-1], np.float32)
    for start in range(0, lines.shape[0], _CHUNK):
        turned[:, start : start + _CHUNK] = lines[start : start + _CHUNK].T
    return turned


def _box(lines: Floats, *, keep: NDArray[np.intp]) -> Floats:
    """The mean of the lines under a box that moves down over them, at the places to keep (ascending).

    By the reference's running sum: add the line that enters, then subtract the one that leaves, then divide.
    """
    first, last = spans(len(lines))
    kept = np.empty((len(keep), lines.shape[1]), np.float32)
    total, (entered, left, place) = np.zeros(lines.shape[1], np.float32), (0, 0, 0)
    for at, (start, stop) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
        while entered < stop:
            total += lines[entered]
            entered += 1
        if left < start:
            total -= lines[left]
            left += 1
        while place < len(keep) and keep[place] == at:
            np.divide(total, np.float32(stop - start), out=kept[place])
            place += 1
    return kept


@lru_cache(maxsize=64)
def weights(side: int) -> tuple[tuple[int, Floats], ...]:
    """For each of the 64 samples: where its tent begins, and the tent's weights."""
    first, last = spans(side)
    tents = []
    for pick in picks(side):
        reach = range(first[pick], last[pick])
        start, stop = int(first[reach[0]]), int(last[reach[-1]])
        tent = np.zeros(stop - start)
        for middle in reach:
            tent[first[middle] - start : last[middle] - start] += 1 / (last[middle] - first[middle])
        tents.append((start, (tent / len(reach)).astype(np.float32)))
    return tuple(tents)


def reduce_linearly(rows: Callable[[int, int], Floats], *, height: int, width: int) -> Floats:
    """The grid as one linear map; needs no full-size copy of the luma."""
    if height == width == GRID_SIDE:
        return rows(0, height)
    across = np.stack([tent @ rows(start, start + len(tent)) for start, tent in weights(height)])
    return np.stack([across[:, start : start + len(tent)] @ tent for start, tent in weights(width)], axis=1)


def reduce(rows: Callable[[int, int], Floats], *, height: int, width: int) -> Floats:
    """Exactly where memory allows it, linearly beyond."""
    way = reduce_exactly if height * width <= MAX_EXACT_PIXELS else reduce_linearly
    return np.ascontiguousarray(way(rows, height=height, width=width), dtype="<f4")
