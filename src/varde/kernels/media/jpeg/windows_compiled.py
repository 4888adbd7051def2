"""Tables that turn a window of the next bits into what they say, several symbols at a time where only the way onward counts.

A code table (65,536 of uint16) says for the next 16 bits `length << 8 | symbol`, 0 where no code begins so. A window table says
`bits | steps << 8 | value << 16`: how many bits to go on, how many coefficients, and the first one's value; 0 where the window is
too narrow. 128 is added to the steps by the end of a block.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from varde.kernels.compiling import compiled

_END = 128
_whole = cast("Callable[[Any], int]", np.int64)  # signed: mixed with unsigned numbers, numba would turn to floats


@compiled("void(uint16[::1], int64, uint16[::1])")
def one_symbol(codes: NDArray[np.uint16], width: int, window: NDArray[np.uint16]) -> None:
    """For each `width` bits (at most 15): one AC symbol with its extra bits, as `bits | steps << 8`."""
    for bits in range(1 << width):
        code = _whole(codes[bits << (16 - width)])
        length, run, size = code >> 8, (code >> 4) & 15, code & 15
        used, steps = length + size, run + 1
        if size == 0:
            steps = 16 if run == 15 else _END
        is_known = code != 0 and used <= width and (size != 0 or run in (0, 15))
        window[bits] = used | (steps << 8) if is_known else 0


@compiled("void(uint16[::1], int64, uint16[::1])")
def many_symbols(single: NDArray[np.uint16], width: int, window: NDArray[np.uint16]) -> None:
    """For each `width` bits: as many whole AC symbols as they hold, out of the table of single ones."""
    mask = (1 << width) - 1
    for bits in range(1 << width):
        used, steps = 0, 0
        while steps < _END:
            entry = _whole(single[(bits << used) & mask])
            more = entry >> 8
            if entry == 0 or used + (entry & 255) > width or (more != _END and steps + more > 63):
                break
            used += entry & 255
            steps += more
        window[bits] = used | (steps << 8)


@compiled("void(uint16[::1], uint16[::1], int64, int64, int32[::1])")
def beginnings(codes: NDArray[np.uint16], single: NDArray[np.uint16], width: int, steps: int, window: NDArray[np.int32]) -> None:
    """For each `width` bits: a DC difference, and after it as many AC symbols as they hold.

    `steps` is what the difference alone counts: 1, or more than 63 when no AC symbol may follow it here.
    """
    mask = (1 << width) - 1
    for bits in range(1 << width):
        code = _whole(codes[bits << (16 - width)])
        length, size = code >> 8, code & 255
        used, went, value = length + size, steps, 0
        if code == 0 or size > 11 or used > width:
            window[bits] = 0
            continue
        if size > 0:
            value = (bits >> (width - used)) & ((1 << size) - 1)
            if value < 1 << (size - 1):
                value -= (1 << size) - 1
        while went < 64:
            entry = _whole(single[(bits << used) & mask])
            more = entry >> 8
            if entry == 0 or used + (entry & 255) > width or (more != _END and went + more > 63):
                break
            used += entry & 255
            went += more
        window[bits] = used | (went << 8) | (value << 16)


@compiled("void(uint16[::1], int64, int32[::1])")
def values(codes: NDArray[np.uint16], width: int, window: NDArray[np.int32]) -> None:
    """For each `width` bits: one AC symbol and its coefficient's value."""
    for bits in range(1 << width):
        code = _whole(codes[bits << (16 - width)])
        length, run, size = code >> 8, (code >> 4) & 15, code & 15
        used, steps, value = length + size, run + 1, 0
        if size == 0:
            steps = 16 if run == 15 else _END
        if code == 0 or used > width or (size == 0 and run not in (0, 15)):
            window[bits] = 0
            continue
        if size > 0:
            value = (bits >> (width - used)) & ((1 << size) - 1)
            if value < 1 << (size - 1):
                value -= (1 << size) - 1
        window[bits] = used | (steps << 8) | (value << 16)
