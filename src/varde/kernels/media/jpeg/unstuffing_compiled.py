"""A scan's bytes without what JPEG stuffs into them, and a walk over what is not read.

Every index is unsigned and compared with the length before use.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from varde.kernels.compiling import compiled

IRREGULAR = -1
_BLOCK = 16
_whole = cast("Callable[[Any], int]", np.int64)  # signed: mixed with unsigned numbers, numba would turn to floats


@compiled("UniTuple(int64, 3)(Array(uint8, 1, 'C', readonly=True), int64, uint8[::1], int64[::1])")
def unstuff(data: NDArray[np.uint8], start: int, plain: NDArray[np.uint8], pieces: NDArray[np.int64]) -> tuple[int, int, int]:
    """Copy the entropy-coded bytes from `start` to the next marker: (bytes written, pieces, where that marker is).

    FF 00 becomes FF; a restart marker ends a piece, whose beginning in `plain` goes into `pieces`; these markers must count
    0 to 7 in turn. `plain` holds as many bytes as remain in `data`. A marker of IRREGULAR: none came, a restart came out of
    turn, or more pieces than `pieces` has room for.
    """
    size = np.uint64(data.shape[0])
    here, there, count = np.uint64(start), np.uint64(0), 1
    pieces[0] = 0
    while True:
        while here + np.uint64(_BLOCK) <= size:
            is_hit = np.uint8(0)
            for step in range(_BLOCK):
                byte = data[here + np.uint64(step)]
                plain[there + np.uint64(step)] = byte
                is_hit |= np.uint8(byte == 255)
            if is_hit != 0:
                break
            here += np.uint64(_BLOCK)
            there += np.uint64(_BLOCK)
        while here < size and data[here] != 255:
            plain[there] = data[here]
            here += np.uint64(1)
            there += np.uint64(1)
        if here + np.uint64(1) >= size:
            return _whole(there), count, IRREGULAR
        code = _whole(data[here + np.uint64(1)])
        if code == 0:
            plain[there] = 255
            there += np.uint64(1)
        elif 0xD0 <= code <= 0xD7:
            if count >= pieces.shape[0] or code - 0xD0 != (count - 1) % 8:
                return _whole(there), count, IRREGULAR
            pieces[count] = _whole(there)
            count += 1
        else:
            return _whole(there), count, _whole(here)
        here += np.uint64(2)


@compiled("int64(Array(uint8, 1, 'C', readonly=True), int64)")
def end_of_scan(data: NDArray[np.uint8], start: int) -> int:
    """Where the marker after a scan's bytes is, restarts apart; IRREGULAR when none comes."""
    size, here = np.uint64(data.shape[0]), np.uint64(start)
    while True:
        while here + np.uint64(_BLOCK) <= size:
            is_hit = np.uint8(0)
            for step in range(_BLOCK):
                is_hit |= np.uint8(data[here + np.uint64(step)] == 255)
            if is_hit != 0:
                break
            here += np.uint64(_BLOCK)
        while here < size and data[here] != 255:
            here += np.uint64(1)
        if here + np.uint64(1) >= size:
            return IRREGULAR
        code = _whole(data[here + np.uint64(1)])
        if code != 0 and not 0xD0 <= code <= 0xD7:
            return _whole(here)
        here += np.uint64(2)


@compiled("int64(Array(uint8, 1, 'C', readonly=True), int64)")
def end_of_picture(data: NDArray[np.uint8], start: int) -> int:  # noqa: C901, PLR0912
    """From a marker at `start` over tables and scans to the end-of-image marker; IRREGULAR when the way there is broken.

    One pass, however many scans there are.
    """
    size, here = np.uint64(data.shape[0]), np.uint64(start)
    while True:
        if here + np.uint64(2) > size or data[here] != 255:
            return IRREGULAR
        code = _whole(data[here + np.uint64(1)])
        if code == 0xD9:
            return _whole(here)
        is_table = code == 0xC4 or code == 0xDA or 0xDB <= code <= 0xDD or 0xE0 <= code <= 0xEF or code == 0xFE  # noqa: PLR1714
        if not is_table or here + np.uint64(4) > size:
            return IRREGULAR
        length = _whole(data[here + np.uint64(2)]) * 256 + _whole(data[here + np.uint64(3)])
        if length < 2:
            return IRREGULAR
        here += np.uint64(2 + length)
        if code != 0xDA:
            continue
        while True:
            while here + np.uint64(_BLOCK) <= size:
                is_hit = np.uint8(0)
                for step in range(_BLOCK):
                    is_hit |= np.uint8(data[here + np.uint64(step)] == 255)
                if is_hit != 0:
                    break
                here += np.uint64(_BLOCK)
            while here < size and data[here] != 255:
                here += np.uint64(1)
            if here + np.uint64(1) >= size:
                return IRREGULAR
            code = _whole(data[here + np.uint64(1)])
            if code != 0 and not 0xD0 <= code <= 0xD7:
                break
            here += np.uint64(2)
