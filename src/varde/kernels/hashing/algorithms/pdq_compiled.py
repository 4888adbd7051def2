"""PDQ's values from grids, many at once: what `pdq.of_grid` says, in the same order of float32 operations.

Bounds: `pdq.of_grids` gives grids float32[n, 64, 64], cosines float32[16, 64], values uint8[n, 32] full of zeros and
qualities int64[n].
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from varde.kernels.compiling import compiled

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]
Whole = NDArray[np.int64]
_KEPT, _BITS, _GREATEST = 16, 256, np.float32(256)


@compiled("boolean(Array(float32, 2, 'C', readonly=True), float32)")
def _is_flat(grid: Floats, spread: float) -> bool:
    """Is there nothing to tell it by, or something that cannot be (not a number, infinite, beyond any grey)?"""
    least, most, is_sane = grid[0, 0], grid[0, 0], True
    for row in grid:
        for value in row:
            is_sane &= abs(value) <= _GREATEST
            least, most = min(least, value), max(most, value)
    return not is_sane or most - least < spread


@compiled("int64(Array(float32, 2, 'C', readonly=True))")
def _quality(grid: Floats) -> int:
    """The sum of the steps between neighbours, each cut to a whole number."""
    total = np.int64(0)
    side = len(grid)
    for row in range(side):
        for column in range(side - 1):
            total += abs(np.int32((grid[row, column + 1] - grid[row, column]) * np.float32(100) / np.float32(255)))
        if row + 1 < side:
            for column in range(side):
                total += abs(np.int32((grid[row + 1, column] - grid[row, column]) * np.float32(100) / np.float32(255)))
    return int(min(np.int64(100), total // 90))


@compiled("void(Array(float32, 2, 'C', readonly=True), float32[:, ::1], float32[::1], float32[::1], float32[::1])")
def _transform(grid: Floats, cosines: Floats, turned: Floats, half: Floats, whole: Floats) -> None:
    """`turned` is the transposed cosines, line by line; half: one of 16 rows of 64; whole: 16 by 16, line by line."""
    side = len(grid)
    for line in range(_KEPT):
        half[:] = 0
        for row in range(side):
            share, values = cosines[line, row], grid[row]
            for column in range(side):
                half[column] += share * values[column]
        coefficients = whole[line * _KEPT : (line + 1) * _KEPT]
        coefficients[:] = 0
        for row in range(side):
            for column in range(_KEPT):
                coefficients[column] += half[row] * turned[row * _KEPT + column]


@compiled("void(Array(float32, 3, 'C', readonly=True), float32[:, ::1], float32, uint8[:, ::1], int64[::1])")
def hash_all(grids: Floats, cosines: Floats, spread: float, values: Bytes, qualities: Whole) -> None:
    """The value and quality of each grid; of a flat one quality 0 and no value."""
    turned = cosines.T.copy().reshape(cosines.size)
    half, whole = np.empty(cosines.shape[1], np.float32), np.empty(_BITS, np.float32)
    for one in range(len(grids)):
        qualities[one] = 0 if _is_flat(grids[one], spread) else _quality(grids[one])
        if qualities[one] == 0:
            continue
        _transform(grids[one], cosines, turned, half, whole)
        median = np.sort(whole)[_BITS // 2 - 1]
        for bit in range(_BITS):
            if whole[bit] > median:
                values[one, 31 - bit // 8] |= np.uint8(1 << (bit % 8))
