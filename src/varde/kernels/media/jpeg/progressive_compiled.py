"""Reads what the luma's means need of a progressive file's later scans: its first AC scans, and the last bits of its DC values.

The word of bits and its bounds are as in `sequential_compiled`; a band of one block takes at most 64 symbols.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from varde.kernels.compiling import compiled

DONE, IRREGULAR = 0, 1
WINDOW_BITS = 12
_WINDOW, _CODE = np.uint64(64 - WINDOW_BITS), np.uint64(48)
_whole = cast("Callable[[Any], int]", np.int64)  # signed: mixed with unsigned numbers, numba would turn to floats


@compiled(inline=True)
def _load(plain: NDArray[np.uint8], at: np.uint64, count: int) -> np.uint64:
    """Eight bytes from `at`, moved down under the `count` bits that are still there."""
    high = (np.uint64(plain[at]) << np.uint64(56)) | (np.uint64(plain[at + np.uint64(1)]) << np.uint64(48))
    high |= (np.uint64(plain[at + np.uint64(2)]) << np.uint64(40)) | (np.uint64(plain[at + np.uint64(3)]) << np.uint64(32))
    low = (np.uint64(plain[at + np.uint64(4)]) << np.uint64(24)) | (np.uint64(plain[at + np.uint64(5)]) << np.uint64(16))
    low |= (np.uint64(plain[at + np.uint64(6)]) << np.uint64(8)) | np.uint64(plain[at + np.uint64(7)])
    return np.uint64((high | low) >> np.uint64(count))


@compiled("int64(uint8[::1], int64[::1], int64[::1], uint16[::1], int32[::1], float32[::1], float32[:, ::1])")
def add_band(  # noqa: C901, PLR0912, PLR0915, PLR0917
    plain: NDArray[np.uint8],
    pieces: NDArray[np.int64],
    shape: NDArray[np.int64],
    codes: NDArray[np.uint16],
    window: NDArray[np.int32],
    scales: NDArray[np.float32],
    means: NDArray[np.float32],
) -> int:
    """Add what the first scan of a band of AC coefficients says to the quarter means.

    `shape`: blocks across and down, blocks in a piece (0: no restarts), the band's first and last coefficient. `window`: as
    `windows_compiled.values` makes it. `scales`: by what the coefficients 1, 2 and 4 are multiplied, and what is
    first added to their size for the bits that are still open.
    `means`: two by two for each block.
    """
    across, down, interval, first, last = shape
    acc, at, count = np.uint64(0), np.uint64(0), 0
    piece, left, limit, ended = -1, 0, np.uint64(0), 0
    for row in range(down):
        for column in range(across):
            if left == 0:
                if piece >= 0 and (ended != 0 or not 0 <= pieces[piece + 1] * 8 - (_whole(at) * 8 - count) < 8):
                    return IRREGULAR
                piece += 1
                if piece + 1 >= pieces.shape[0]:
                    return IRREGULAR
                left = interval if interval > 0 else across * down
                acc, at, count = np.uint64(0), np.uint64(pieces[piece]), 0
                limit = np.uint64(pieces[piece + 1] + 8)
            left -= 1
            if ended > 0:
                ended -= 1
                continue
            if at > limit:
                return IRREGULAR
            k = first
            while k <= last:
                if count < 32:
                    acc |= _load(plain, at, count)
                    at += np.uint64((63 - count) >> 3)
                    count |= 56
                entry = _whole(window[acc >> _WINDOW])
                bits, after, value = entry & 31, k + ((entry >> 8) & 255), entry >> 16
                if bits == 0:
                    code = _whole(codes[acc >> _CODE])
                    run, size, bits = (code >> 4) & 15, code & 15, code >> 8
                    if code == 0:
                        return IRREGULAR
                    after, value = k + run + 1, _whole(0)
                    if size > 0:
                        value = _whole((acc << np.uint64(bits)) >> np.uint64(64 - size))
                        if value < 1 << (size - 1):
                            value -= (1 << size) - 1
                        bits += size
                    elif run < 15:
                        if run > 0:
                            ended = _whole((acc << np.uint64(bits)) >> np.uint64(64 - run))
                        ended += (1 << run) - 1
                        bits += run
                        after = k + 128
                acc <<= np.uint64(bits)
                count -= bits
                k = after
                grown = np.float32(value) + (scales[3] if value > 0 else -scales[3])
                if k > last + 1 and k < 128:
                    return IRREGULAR
                if value == 0:
                    continue
                if k == 2:
                    change = grown * scales[0]
                    means[2 * row, 2 * column] += change
                    means[2 * row + 1, 2 * column] += change
                    means[2 * row, 2 * column + 1] -= change
                    means[2 * row + 1, 2 * column + 1] -= change
                elif k == 3:
                    change = grown * scales[1]
                    means[2 * row, 2 * column] += change
                    means[2 * row, 2 * column + 1] += change
                    means[2 * row + 1, 2 * column] -= change
                    means[2 * row + 1, 2 * column + 1] -= change
                elif k == 5:
                    change = grown * scales[2]
                    means[2 * row, 2 * column] += change
                    means[2 * row + 1, 2 * column + 1] += change
                    means[2 * row + 1, 2 * column] -= change
                    means[2 * row, 2 * column + 1] -= change
    is_at_end = piece + 2 == pieces.shape[0] and 0 <= pieces[piece + 1] * 8 - (_whole(at) * 8 - count) < 8
    return DONE if is_at_end and ended == 0 else IRREGULAR


@compiled("int64(uint8[::1], int64[::1], int64[::1], float32, float32[:, ::1])")
def add_bits(
    plain: NDArray[np.uint8], pieces: NDArray[np.int64], shape: NDArray[np.int64], step: np.float32, means: NDArray[np.float32]
) -> int:
    """Add one more bit of each DC value, worth `step`, to the luma's means.

    `shape`: units across, units down, luma blocks across and down in a unit, other blocks in a unit, units in a piece (0: no
    restarts), samples along a block's side in `means` (1 or 2).
    """
    across, down, wide, high, others, interval, side = shape
    place, piece, left = _whole(0), -1, 0
    each = wide * high + others
    for row in range(down):
        for column in range(across):
            if left == 0:
                if piece >= 0 and not 0 <= pieces[piece + 1] * 8 - place < 8:
                    return IRREGULAR
                piece += 1
                if piece + 1 >= pieces.shape[0]:
                    return IRREGULAR
                left = interval if interval > 0 else across * down
                place = pieces[piece] * 8
            left -= 1
            if place + each > pieces[piece + 1] * 8:
                return IRREGULAR
            for block in range(wide * high):
                bit = np.float32((plain[np.uint64((place + block) >> 3)] >> np.uint8(7 - ((place + block) & 7))) & 1)
                y, x = (row * high + block // wide) * side, (column * wide + block % wide) * side
                for inner in range(side * side):
                    means[y + inner // side, x + inner % side] += bit * step
            place += each
    is_at_end = piece + 2 == pieces.shape[0] and 0 <= pieces[piece + 1] * 8 - place < 8
    return DONE if is_at_end else IRREGULAR
