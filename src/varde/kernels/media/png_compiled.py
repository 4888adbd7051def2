# ruff: noqa: ANN401, ARG001  machine code is written against numba's own untyped builders
"""PNG's five row filters undone; the three that lean on the pixel before take a whole pixel, up to four bytes, at a time.

Bounds: `png` gives raw uint8[rows * (1 + length)], each row led by its filter, and kept uint8[rows + 1, length], of which line 0
is the row above the first (zeros at the top). Both lie in memory that goes on for `SPARE` bytes: four are read and written
where a pixel has fewer, and what was written too far is written again by the next pixel. A filter above 4 ends the work.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]
from numba import extending, types
from numpy.typing import NDArray

from varde.kernels.compiling import compiled

Bytes = NDArray[np.uint8]
SPARE = 4
_SUB, _UP, _AVERAGE, _PAETH = 1, 2, 3, 4
_BYTES, _WIDE = ir.VectorType(ir.IntType(8), SPARE), ir.VectorType(ir.IntType(16), SPARE)
_ZERO = ir.Constant(_WIDE, [0] * SPARE)
intrinsic: Callable[[Any], Any] = extending.intrinsic


def _left(builder: Any, left: Any, above: Any, corner: Any) -> Any:
    return left


def _mean(builder: Any, left: Any, above: Any, corner: Any) -> Any:
    return builder.lshr(builder.add(left, above), ir.Constant(_WIDE, [1] * SPARE))


def _nearest(builder: Any, left: Any, above: Any, corner: Any) -> Any:
    """Paeth's choice: which of the three is nearest to left + above - corner."""

    def size(value: Any) -> Any:
        return builder.select(builder.icmp_signed("<", value, _ZERO), builder.sub(_ZERO, value), value)

    rise, run = builder.sub(above, corner), builder.sub(left, corner)
    to_left, to_above, to_corner = size(rise), size(run), size(builder.add(rise, run))
    is_above = builder.icmp_signed("<=", to_above, to_corner)
    other, distance = builder.select(is_above, above, corner), builder.select(is_above, to_above, to_corner)
    return builder.select(builder.icmp_signed("<=", to_left, distance), left, other)


def _loop(guess: Callable[..., Any]) -> Callable[..., None]:
    """The loop over a row's pixels: each byte is what the file says plus the guess from its neighbours."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        lines = [
            context.make_array(kind)(context, builder, value).data
            for kind, value in zip(signature.args[:3], given[:3], strict=True)
        ]
        before, start = builder.block, builder.append_basic_block("pixel")
        end = builder.append_basic_block("end")
        number = ir.IntType(64)
        builder.cbranch(builder.icmp_signed(">", given[3], ir.Constant(number, 0)), start, end)
        builder.position_at_end(start)
        at, left, corner = builder.phi(number), builder.phi(_WIDE), builder.phi(_WIDE)

        def place(line: Any) -> Any:
            return builder.bitcast(builder.gep(line, [at]), _BYTES.as_pointer())

        told, above = (builder.zext(builder.load(place(line), align=1), _WIDE) for line in lines[:2])
        made = builder.trunc(builder.add(told, guess(builder, left, above, corner)), _BYTES)
        builder.store(made, place(lines[2]), align=1)
        after = builder.add(at, given[4])
        for phi, first, later in (
            (at, ir.Constant(number, 0), after),
            (left, _ZERO, builder.zext(made, _WIDE)),
            (corner, _ZERO, above),
        ):
            phi.add_incoming(first, before)
            phi.add_incoming(later, start)
        builder.cbranch(builder.icmp_signed("<", after, given[3]), start, end)
        builder.position_at_end(end)
        return context.get_dummy_value()

    return generate


@intrinsic
def _undo_sub(_: Any, line: Any, above: Any, into: Any, length: Any, step: Any) -> Any:
    return types.void(line, above, into, types.int64, types.int64), _loop(_left)


@intrinsic
def _undo_average(_: Any, line: Any, above: Any, into: Any, length: Any, step: Any) -> Any:
    return types.void(line, above, into, types.int64, types.int64), _loop(_mean)


@intrinsic
def _undo_paeth(_: Any, line: Any, above: Any, into: Any, length: Any, step: Any) -> Any:
    return types.void(line, above, into, types.int64, types.int64), _loop(_nearest)


@compiled("void(Array(uint8, 1, 'C', readonly=True), uint8[::1], uint8[::1], int64, int64)")
def _undo(line: Bytes, above: Bytes, into: Bytes, how: int, step: int) -> None:
    if how == _PAETH:
        _undo_paeth(line, above, into, len(line), step)
    elif how == _AVERAGE:
        _undo_average(line, above, into, len(line), step)
    elif how == _SUB:
        _undo_sub(line, above, into, len(line), step)
    elif how == _UP:
        for at in range(len(line)):
            into[at] = line[at] + above[at]
    else:
        for at in range(len(line)):
            into[at] = line[at]


@compiled("int64(Array(uint8, 1, 'C', readonly=True), uint8[:, ::1], int64)")
def unfilter(raw: Bytes, kept: Bytes, step: int) -> int:
    """Fill `kept` from line 1 on; `step`: a pixel's bytes. How many rows are done: not all at an unknown filter."""
    length = kept.shape[1]
    for row in range(len(kept) - 1):
        begin = row * (length + 1)
        if raw[begin] > _PAETH:
            return row
        _undo(raw[begin + 1 : begin + 1 + length], kept[row], kept[row + 1], int(raw[begin]), step)
    return len(kept) - 1
