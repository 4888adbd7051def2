"""PDQ's grid out of luma that was reduced by whole squares of pixels: `reduced.plainly` up to float rounding.

Bounds: `reduced.grid_of` makes the arrays to these shapes; `longest` is as many squares as a tent can touch.

    begins  int64[64]               the first square under each tent
    shares  float32[64, longest]    each square's share of the tent; zeros behind it
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from varde.kernels.compiling import compiled

Floats = NDArray[np.float32]
Whole = NDArray[np.int64]
CELLS = 64


@compiled("void(int64, int64, boolean, int64[::1], float32[:, ::1])")
def fold(side: int, step: int, is_reversed: bool, begins: Whole, shares: Floats) -> None:
    """The tents over `side` original pixels, summed over squares of `step`; reversed where the picture is shown turned."""
    width = (side + 2 * CELLS - 1) // (2 * CELLS)
    ahead = (width + 2) // 2
    slope = np.zeros(2 * width + 4, np.float64)
    for cell in range(CELLS):
        pick = ((2 * cell + 1) * side) // (2 * CELLS)
        first, last = max(0, pick + ahead - width), min(side, pick + ahead)
        start, stop = max(0, first + ahead - width), min(side, last - 1 + ahead)
        slope[:] = 0
        for middle in range(first, last):
            begin, end = max(0, middle + ahead - width), min(side, middle + ahead)
            slope[begin - start] += 1.0 / (end - begin)
            slope[end - start] -= 1.0 / (end - begin)
        begins[cell] = ((side - stop) if is_reversed else start) // step
        height = 0.0
        for place in range(stop - start):
            height += slope[place]
            at = side - 1 - (start + place) if is_reversed else start + place
            shares[cell, at // step - begins[cell]] += height / (last - first)


@compiled("void(float32[:, ::1], int64[::1], float32[:, ::1], int64[::1], float32[:, ::1], float32[:, ::1])")
def apply(  # noqa: PLR0917
    luma: Floats, down: Whole, down_shares: Floats, across: Whole, across_shares: Floats, result: Floats
) -> None:
    """Sum down the columns under 64 tents, then along the 64 rows; result: float32[64, 64]."""
    rows, columns = luma.shape
    total = np.empty(columns, np.float32)
    for cell in range(CELLS):
        total[:] = 0
        for row in range(down[cell], min(rows, down[cell] + down_shares.shape[1])):
            share = down_shares[cell, row - down[cell]]
            for column in range(columns):
                total[column] += share * luma[row, column]
        for other in range(CELLS):
            begin = across[other]
            mixed = np.float32(0)
            for column in range(begin, min(columns, begin + across_shares.shape[1])):
                mixed += across_shares[other, column - begin] * total[column]
            result[cell, other] = mixed


@compiled("float64(float32[:, ::1])")
def roughness(luma: Floats) -> float:
    """The root of the mean squared step from one sample to the next, along or across, whichever is more; in every second row."""
    rows, columns = luma.shape
    along: Any = 0.0
    across: Any = 0.0
    for row in range(0, rows - 1, 2):
        line, following = luma[row], luma[row + 1]
        one, other = np.float32(0), np.float32(0)
        for column in range(columns - 1):
            step, fall = line[column + 1] - line[column], following[column] - line[column]
            one += step * step
            other += fall * fall
        along += one
        across += other
    mean: float = max(along, across) / max(1, (rows // 2) * (columns - 1))
    return math.sqrt(mean)
