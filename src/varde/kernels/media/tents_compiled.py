"""The 64 by 64 grid as one linear map, in one stream over the rows: `grid.reduce_linearly` up to float rounding.

Bytes are first summed down the columns under each of the 64 tents, four rows at a time, whatever they mean; what they mean (grey,
or three channels to be mixed) is asked in the 64 resulting rows only.

Bounds: `grid.Tents` makes the arrays to these shapes, and hands over no more than `height` rows of `width` pixels in all.

    begins      int64[64]              the first row of each tent, rounded down to a multiple of four
    tents       float32[64, longest]   each row's share, zeros around it; `longest` is a multiple of four
    under       float32[64, width * channels]
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from varde.kernels.compiling import compiled

Bytes = NDArray[np.uint8]
Whole = NDArray[np.int64]
Floats = NDArray[np.float32]
FOUR = 4
_RED, _GREEN, _BLUE = np.float32(0.299), np.float32(0.587), np.float32(0.114)


@compiled("void(Array(uint8, 1, 'C', readonly=True), int64, int64, int64, int64[::1], float32[:, ::1], float32[:, ::1])")
def take(pixels: Bytes, stride: int, first_row: int, rows: int, begins: Whole, tents: Floats, under: Floats) -> None:  # noqa: PLR0917
    """The next rows; all bands but the last have a multiple of four."""
    length = under.shape[1]
    for tent in range(len(begins)):
        begin, end = max(begins[tent], first_row), min(begins[tent] + tents.shape[1], first_row + rows)
        total = under[tent]
        for row in range(begin, end, FOUR):
            shares = tents[tent, row - begins[tent] : row - begins[tent] + FOUR]
            if shares[0] == 0 and shares[1] == 0 and shares[2] == 0 and shares[3] == 0:
                continue
            at, last = row - first_row, rows - 1
            one = pixels[at * stride : at * stride + length]
            two = pixels[min(at + 1, last) * stride : min(at + 1, last) * stride + length]
            three = pixels[min(at + 2, last) * stride : min(at + 2, last) * stride + length]
            four = pixels[min(at + 3, last) * stride : min(at + 3, last) * stride + length]
            a, b, c, d = shares[0], shares[1], shares[2], shares[3]
            for place in range(length):
                total[place] += (a * np.float32(one[place]) + b * np.float32(two[place])) + (
                    c * np.float32(three[place]) + d * np.float32(four[place])
                )


@compiled("void(float32[:, ::1], int64, int64[::1], float32[:, ::1], float32[:, ::1])")
def finish(under: Floats, channels: int, begins: Whole, tents: Floats, result: Floats) -> None:
    """Mix the channels, and sum along the 64 rows; result: float32[64, 64]. `tents` may reach beyond the row with zeros only."""
    width = under.shape[1] // channels
    line, parts = np.zeros(width + tents.shape[1] + FOUR, np.float32), np.empty(2 * FOUR, np.float32)
    for row in range(len(result)):
        total = under[row]
        if channels == 1:
            for column in range(width):
                line[column] = total[column]
        elif channels == 3:
            for column in range(width):
                line[column] = (_RED * total[3 * column] + _GREEN * total[3 * column + 1]) + _BLUE * total[3 * column + 2]
        else:
            for column in range(width):
                line[column] = (_RED * total[4 * column] + _GREEN * total[4 * column + 1]) + _BLUE * total[4 * column + 2]
        for cell in range(len(begins)):
            shares, under_it = tents[cell], line[begins[cell] : begins[cell] + tents.shape[1]]
            parts[:] = 0
            for place in range(0, tents.shape[1], FOUR):
                for part in range(FOUR):
                    parts[part] += shares[place + part] * under_it[place + part]
            result[row, cell] = (parts[0] + parts[1]) + (parts[2] + parts[3])
