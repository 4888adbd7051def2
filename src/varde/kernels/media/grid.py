"""Luma reduced to PDQ's 64 by 64 grid.

PDQ blurs the luma with two box filters along the rows and two along the columns, and then picks 64 by 64 samples.
`reduce_exactly` does that with the reference's own order of float32 operations, so that the result is equal to the last bit;
`reduce_linearly` does it as one linear map with short tent-shaped rows, equal up to float rounding. These two are the meaning.
What is used are `Boxes` and `Tents`, the same in machine code (about 1.8 and 0.25 ms for a megapixel of RGB), which take the
rows in bands and hold a few of them only; `exactly`, `linearly` and `of_luma` are for what is there as a whole.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from varde.kernels.media.types import GRID_SIDE

Floats = NDArray[np.float32]
_CHUNK = 64
_TILE = 16


def luma_of_rgb(rgb: NDArray[np.uint8]) -> Floats:
    """BT.601 luma as the reference's Python binding computes it: in double precision, then rounded once."""
    red, green, blue = (rgb[:, :, channel] for channel in range(3))
    mixed = np.multiply(red, 0.299, dtype=np.float64)
    mixed += np.multiply(green, 0.587, dtype=np.float64)
    mixed += np.multiply(blue, 0.114, dtype=np.float64)
    return mixed.astype(np.float32)


def luma(pixels: NDArray[np.uint8]) -> Floats:
    """Of grey as it is, of RGB by `luma_of_rgb`."""
    return pixels.astype(np.float32) if pixels.ndim == 2 else luma_of_rgb(pixels)


def _flat(band: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], int, int]:
    """The band's memory as one line of bytes, the bytes from row to row, and the channels. Rows must be whole in themselves."""
    channels = 1 if band.ndim == 2 else band.shape[2]
    if channels not in {1, 3, 4}:
        raise ValueError(channels)
    if (
        band.dtype != np.uint8
        or band.size == 0
        or band.strides[1:] != ((1,) if band.ndim == 2 else (channels, 1))
        or band.strides[0] < 0
    ):
        band = np.ascontiguousarray(band, np.uint8)
    stride = band.strides[0]
    length = (len(band) - 1) * stride + band.shape[1] * channels if band.size else 0
    return np.lib.stride_tricks.as_strided(band, (length,), (1,), writeable=False), stride, channels


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


def _places(side: int) -> NDArray[np.int64]:
    """For each place: the first under its box, the one after the last; its first sample, and the one after its last."""
    samples, at = picks(side), np.arange(side)
    return np.stack([*spans(side), np.searchsorted(samples, at), np.searchsorted(samples, at, side="right")]).astype(np.int64)


class Boxes:
    """`reduce_exactly` in machine code, the rows coming in bands: equal to the last bit, without a full-size copy."""

    def __init__(self, *, height: int, width: int) -> None:
        wide = -(-width // _TILE) * _TILE
        across, down = _places(width), _places(height)
        ring, grid = window(height) + _TILE + 1, (GRID_SIDE, GRID_SIDE)
        shapes = ((_TILE, wide), (wide + 1, _TILE), (ring, wide), wide, (_TILE, wide), (ring, GRID_SIDE), GRID_SIDE, grid)
        floats = tuple(np.zeros(shape, np.float32) for shape in shapes)
        self._result = floats[-1]
        self._state = (*floats, np.zeros(3, np.int64), across, down)
        self._height, self._width, self._taken = height, width, 0

    def take(self, band: NDArray[np.uint8]) -> None:
        """The next rows: height by width of grey, or by width by three or four of RGB and what is passed over."""
        from varde.kernels.media import boxes_compiled

        flat, stride, channels = _flat(band)
        self._taken += len(band)
        if band.shape[1] != self._width or self._taken > self._height:
            raise ValueError(band.shape)
        if self._height == self._width == GRID_SIDE:
            self._result[self._taken - len(band) : self._taken] = luma(band)
        else:
            boxes_compiled.take(flat, stride, channels, len(band), *self._state)

    def grid(self) -> Floats:
        """The 64 by 64, once all rows are in."""
        if self._taken != self._height:
            raise ValueError(self._taken)
        return self._result


@lru_cache(maxsize=64)
def _tents(side: int) -> tuple[NDArray[np.int64], Floats]:
    """`weights`, each begun at a multiple of four and filled up with zeros to one length."""
    begins = np.array([start // 4 * 4 for start, _ in weights(side)], np.int64)
    longest = max(start % 4 + len(tent) for start, tent in weights(side))
    tents = np.zeros((GRID_SIDE, -(-longest // 4) * 4), np.float32)
    for cell, (start, tent) in enumerate(weights(side)):
        tents[cell, start % 4 : start % 4 + len(tent)] = tent
    return begins, tents


class Tents:
    """`reduce_linearly` in machine code, the rows coming in bands (of a multiple of four rows, but for the last)."""

    def __init__(self, *, height: int, width: int) -> None:
        self._height, self._width, self._taken, self._channels = height, width, 0, 0
        self._under = np.zeros((0, 0), np.float32)

    def take(self, band: NDArray[np.uint8]) -> None:
        """The next rows, as `Boxes.take` has them."""
        from varde.kernels.media import tents_compiled

        flat, stride, channels = _flat(band)
        if not self._taken:
            self._channels, self._under = channels, np.zeros((GRID_SIDE, self._width * channels), np.float32)
        if (
            band.shape[1] != self._width
            or self._taken + len(band) > self._height
            or channels != self._channels
            or self._taken % 4
        ):
            raise ValueError(band.shape)
        tents_compiled.take(flat, stride, self._taken, len(band), *_tents(self._height), self._under)
        self._taken += len(band)

    def grid(self) -> Floats:
        """The 64 by 64, once all rows are in."""
        from varde.kernels.media import tents_compiled

        if self._taken != self._height:
            raise ValueError(self._taken)
        result = np.empty((GRID_SIDE, GRID_SIDE), np.float32)
        tents_compiled.finish(self._under, self._channels, *_tents(self._width), result)
        return result


def exactly(pixels: NDArray[np.uint8]) -> Floats:
    """The grid of a picture's bytes (height by width of grey, or by width by three or four of RGB), as the reference gets it."""
    boxes = Boxes(height=pixels.shape[0], width=pixels.shape[1])
    boxes.take(pixels)
    return boxes.grid()


def linearly(pixels: NDArray[np.uint8]) -> Floats:
    """The same by one linear map: some eight times faster, equal up to rounding."""
    tents = Tents(height=pixels.shape[0], width=pixels.shape[1])
    tents.take(pixels)
    return tents.grid()


def of_luma(plane: NDArray[np.uint8]) -> Floats:
    """The linear grid of a luma plane: uint8[height, width], a view whose rows may lie any number of bytes apart."""
    return linearly(plane)
