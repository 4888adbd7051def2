"""Reads an interleaved scan for its luma's block means, or the means of blocks' quarters, and skips everything else.

Bits are kept in a 64-bit word, the next one on top. Eight bytes are loaded at a time wherever it stands, so SPARE zero bytes
lie behind the last piece: one block takes at most 64 symbols of 31 bits, and before each the place is checked. Every index into a
table is a window of the table's own width. The arrays are made to their shapes by `sequential`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from varde.kernels.compiling import compiled

SPARE = 512
DONE, IRREGULAR = 0, 1
FIRST_BITS, MORE_BITS = 12, 13  # windows' widths: what the processor's nearest cache holds
LUMA_DC, LUMA_AC, CHROMA_DC, CHROMA_AC = range(4)
_FIRST, _MORE = np.uint64(64 - FIRST_BITS), np.uint64(64 - MORE_BITS)
_CODE = np.uint64(48)
_whole = cast("Callable[[Any], int]", np.int64)  # signed: mixed with unsigned numbers, numba would turn to floats


@compiled(inline=True)
def _load(plain: NDArray[np.uint8], at: np.uint64, count: int) -> np.uint64:
    """Eight bytes from `at`, moved down under the `count` bits that are still there."""
    high = (np.uint64(plain[at]) << np.uint64(56)) | (np.uint64(plain[at + np.uint64(1)]) << np.uint64(48))
    high |= (np.uint64(plain[at + np.uint64(2)]) << np.uint64(40)) | (np.uint64(plain[at + np.uint64(3)]) << np.uint64(32))
    low = (np.uint64(plain[at + np.uint64(4)]) << np.uint64(24)) | (np.uint64(plain[at + np.uint64(5)]) << np.uint64(16))
    low |= (np.uint64(plain[at + np.uint64(6)]) << np.uint64(8)) | np.uint64(plain[at + np.uint64(7)])
    return np.uint64((high | low) >> np.uint64(count))


@compiled(
    "int64(uint8[::1], int64[::1], int64[::1], uint16[:, ::1], int32[::1], int32[::1], uint16[::1], int32[::1], uint16[::1],"
    " float32[::1], float32[:, ::1])"
)
def read(  # noqa: C901, PLR0911, PLR0912, PLR0915, PLR0917
    plain: NDArray[np.uint8],
    pieces: NDArray[np.int64],
    shape: NDArray[np.int64],
    codes: NDArray[np.uint16],
    luma_first: NDArray[np.int32],
    luma_values: NDArray[np.int32],
    luma_more: NDArray[np.uint16],
    chroma_first: NDArray[np.int32],
    chroma_more: NDArray[np.uint16],
    scales: NDArray[np.float32],
    means: NDArray[np.float32],
) -> int:
    """DONE, or IRREGULAR for anything that the ordinary decoder shall judge.

    `pieces`: where each piece between restart markers begins, and the end. `shape`: units across, units down, luma blocks across
    and down in a unit, other blocks in a unit, units in a piece (0: no restarts), coefficients of a block looked at (1 or 5),
    steps after a DC difference (1, or 128 where no AC symbols follow), means along a block's side (1 or 2). `scales`: by what
    the coefficients 0, 1, 2 and 4 are multiplied. `means`: one float or two by two floats for each block, without the level shift
    of 128; `shape` says how many blocks there are.
    """
    across, down, wide, high, others, interval, looked_at, begun, side = shape
    acc, at, count = np.uint64(0), np.uint64(0), 0
    piece, left, limit = -1, 0, np.uint64(0)
    luma, scale = 0, scales[0]
    for row in range(down):
        for column in range(across):
            if left == 0:
                if piece >= 0 and not 0 <= pieces[piece + 1] * 8 - (_whole(at) * 8 - count) < 8:
                    return IRREGULAR
                piece += 1
                if piece + 1 >= pieces.shape[0]:
                    return IRREGULAR
                left = interval if interval > 0 else across * down
                acc, at, count, luma = np.uint64(0), np.uint64(pieces[piece]), 0, 0
                limit = np.uint64(pieces[piece + 1] + 8)
            left -= 1
            for block_row in range(high):
                for block_column in range(wide):
                    if at > limit:
                        return IRREGULAR
                    acc |= _load(plain, at, count)
                    at += np.uint64((63 - count) >> 3)
                    count |= 56
                    entry = _whole(luma_first[acc >> _FIRST])
                    bits, k = entry & 31, (entry >> 8) & 255
                    value = entry >> 16
                    if bits == 0:
                        code = _whole(codes[LUMA_DC, acc >> _CODE])
                        size = code & 255
                        bits, k, value = (code >> 8) + size, begun, 0
                        if code == 0 or size > 11:
                            return IRREGULAR
                        if size > 0:
                            value = _whole((acc << np.uint64(code >> 8)) >> np.uint64(64 - size))
                            if value < 1 << (size - 1):
                                value -= (1 << size) - 1
                    acc <<= np.uint64(bits)
                    count -= bits
                    luma += value
                    mean = np.float32(luma) * scale
                    y, x = (row * high + block_row) * side, (column * wide + block_column) * side
                    if side == 1:
                        means[y, x] = mean
                    else:
                        lying, standing, crossed = np.float32(0), np.float32(0), np.float32(0)
                        while k < looked_at:
                            if count < 32:
                                acc |= _load(plain, at, count)
                                at += np.uint64((63 - count) >> 3)
                                count |= 56
                            entry = _whole(luma_values[acc >> _FIRST])
                            bits, after = entry & 31, k + ((entry >> 8) & 255)
                            value = entry >> 16
                            if bits == 0:
                                code = _whole(codes[LUMA_AC, acc >> _CODE])
                                run, size = (code >> 4) & 15, code & 15
                                bits, value = (code >> 8) + size, 0
                                if code == 0 or (size == 0 and run != 0 and run != 15):  # noqa: PLR1714
                                    return IRREGULAR
                                after = k + run + 1
                                if size == 0:
                                    after = k + 16 if run == 15 else 128
                                else:
                                    value = _whole((acc << np.uint64(code >> 8)) >> np.uint64(64 - size))
                                    if value < 1 << (size - 1):
                                        value -= (1 << size) - 1
                            acc <<= np.uint64(bits)
                            count -= bits
                            k = after
                            if after == 2:
                                lying = np.float32(value) * scales[1]
                            elif after == 3:
                                standing = np.float32(value) * scales[2]
                            elif after == 5:
                                crossed = np.float32(value) * scales[3]
                        means[y, x] = mean + lying + standing + crossed
                        means[y, x + 1] = mean - lying + standing - crossed
                        means[y + 1, x] = mean + lying - standing - crossed
                        means[y + 1, x + 1] = mean - lying - standing + crossed
                    while k < 64:
                        if count < 32:
                            acc |= _load(plain, at, count)
                            at += np.uint64((63 - count) >> 3)
                            count |= 56
                        entry = _whole(luma_more[acc >> _MORE])
                        bits, after = entry & 31, k + (entry >> 8)
                        if bits == 0 or 64 < after < 128 or after >= 192:
                            code = _whole(codes[LUMA_AC, acc >> _CODE])
                            run, size = (code >> 4) & 15, code & 15
                            bits, after = (code >> 8) + size, k + run + 1
                            if size == 0:
                                after = k + 16 if run == 15 else 128
                            if code == 0 or 64 < after < 128 or (size == 0 and run != 0 and run != 15):  # noqa: PLR1714
                                return IRREGULAR
                        acc <<= np.uint64(bits)
                        count -= bits
                        k = after
            for _ in range(others):
                if at > limit:
                    return IRREGULAR
                acc |= _load(plain, at, count)
                at += np.uint64((63 - count) >> 3)
                count |= 56
                entry = _whole(chroma_first[acc >> _FIRST])
                bits, k = entry & 31, (entry >> 8) & 255
                if bits == 0:
                    code = _whole(codes[CHROMA_DC, acc >> _CODE])
                    bits, k = (code >> 8) + (code & 255), begun
                    if code == 0 or code & 255 > 11:
                        return IRREGULAR
                acc <<= np.uint64(bits)
                count -= bits
                while k < 64:
                    if count < 32:
                        acc |= _load(plain, at, count)
                        at += np.uint64((63 - count) >> 3)
                        count |= 56
                    entry = _whole(chroma_more[acc >> _MORE])
                    bits, after = entry & 31, k + (entry >> 8)
                    if bits == 0 or 64 < after < 128 or after >= 192:
                        code = _whole(codes[CHROMA_AC, acc >> _CODE])
                        run, size = (code >> 4) & 15, code & 15
                        bits, after = (code >> 8) + size, k + run + 1
                        if size == 0:
                            after = k + 16 if run == 15 else 128
                        if code == 0 or 64 < after < 128 or (size == 0 and run != 0 and run != 15):  # noqa: PLR1714
                            return IRREGULAR
                    acc <<= np.uint64(bits)
                    count -= bits
                    k = after
    is_at_end = piece + 2 == pieces.shape[0] and 0 <= pieces[piece + 1] * 8 - (_whole(at) * 8 - count) < 8
    return DONE if is_at_end else IRREGULAR
