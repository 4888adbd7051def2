"""Luma reduced to PDQ's 64 × 64 grid.

PDQ blurs the luma with two box filters along the rows and two along the columns, and then picks 64 × 64 samples.
`reduce_exactly` does that with the reference's own order of float32 operations, so that the result is equal to the last bit.
`reduce_linearly` does the same as one linear map, Ac · luma · Arᵀ with short tent-shaped rows: faster and smaller, equal up to
float rounding; it serves very large pictures and the frames of videos.
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
    first = np.empty((height, width), np.float32)
    for start in range(0, height, _CHUNK):
        first[start : start + _CHUNK] = _box(rows(start, min(start + _CHUNK, height)))
    second = np.empty_like(first)
    for start in range(0, width, _CHUNK):
        second[:, start : start + _CHUNK] = _box(first[:, start : start + _CHUNK].T).T
    columns = picks(width)
    third = np.empty((height, GRID_SIDE), np.float32)
    for start in range(0, height, _CHUNK):
        third[start : start + _CHUNK] = _box(second[start : start + _CHUNK])[:, columns]
    return np.ascontiguousarray(_box(third.T).T[picks(height)])


def _box(lines: Floats) -> Floats:
    """The mean under a moving box along each line, by the reference's running sum: add what enters, then subtract what leaves."""
    length = lines.shape[1]
    first, last = spans(length)
    order, signs, ends = _steps(length)
    steps = lines[:, order]
    steps *= signs
    sums = np.add.accumulate(steps, axis=1, dtype=np.float32)[:, ends]
    return sums / (last - first).astype(np.float32)


@lru_cache(maxsize=64)
def _steps(length: int) -> tuple[NDArray[np.intp], Floats, NDArray[np.intp]]:
    """Which sample is added (+1) or subtracted (-1) in which order, and where in that order each output stands."""
    first, last = spans(length)
    order: list[int] = list(range(last[0]))
    signs: list[int] = [1] * len(order)
    ends = [len(order) - 1]
    for at in range(1, length):
        if last[at] > last[at - 1]:
            order.append(last[at] - 1)
            signs.append(1)
        if first[at] > first[at - 1]:
            order.append(first[at - 1])
            signs.append(-1)
        ends.append(len(order) - 1)
    return np.array(order), np.array(signs, np.float32), np.array(ends)


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
