# ruff: noqa: ANN401, ARG001, PLR0917  machine code is written against numba's own untyped builders, and takes its arrays one by one
"""PDQ's two box filters each way, as one stream over the rows: what `grid.reduce_exactly` says, to the last bit.

Each number is made by the same float32 operations in the same order as there; only what is held differs. Rows arrive in any
number of bands. Of each 16 rows the luma is turned on its side, so that 16 running sums along the rows go in step; their
boxes go into a ring of rows, from which the running sums down the columns take what enters and what leaves; these go
through the second box along the rows, which keeps 64 columns only, and through the second one down the columns.

Bounds: `grid.Boxes` makes the arrays to these shapes, with `wide` the width rounded up to 16, and hands over no more than
`height` rows of `width` pixels in all.

    lying       float32[16, wide]                   rows of luma
    standing    float32[wide + 1, 16]               16 rows on their side; the last line stays zero
    ring        float32[window(height) + 17, wide]  boxes along the rows, each at its number modulo one less; the last stays zero
    sums        float32[wide]                       running sums down the columns
    laid        float32[16, wide]                   boxes down the columns, until there are 16 rows
    thin        float32[window(height) + 17, 64]    the second boxes along the rows, likewise
    thin_sums   float32[64]
    result      float32[64, 64]
    counts      int64[3]                            rows taken, through the first boxes, through the second
    across      int64[4, width]                     the first place under each box, the one after its last; likewise its picks
    down        int64[4, height]
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]
from numba import extending, types

from varde.kernels.compiling import compiled

intrinsic: Callable[[Any], Any] = extending.intrinsic
SIDE = 16  # a tile's
TAKEN, BOXED, PICKED = range(3)
_VECTOR = ir.VectorType(ir.FloatType(), SIDE)


def _line(context: Any, builder: Any, array: Any, value: Any, row: Any) -> Any:
    """Where sixteen floats of a row begin."""
    made = context.make_array(array)(context, builder, value)
    stride = builder.extract_value(made.strides, 0)
    place = builder.add(builder.ptrtoint(made.data, stride.type), builder.mul(stride, row))
    return builder.inttoptr(place, _VECTOR.as_pointer())


@intrinsic
def _add(_: Any, totals: Any, lines: Any, row: Any) -> Any:
    """totals[0] += lines[row], sixteen floats at once."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        one = _line(context, builder, signature.args[0], given[0], ir.Constant(ir.IntType(64), 0))
        other = _line(context, builder, signature.args[1], given[1], given[2])
        builder.store(builder.fadd(builder.load(one, align=4), builder.load(other, align=4)), one, align=4)
        return context.get_dummy_value()

    return types.void(totals, lines, types.int64), generate


@intrinsic
def _slide(_: Any, totals: Any, lines: Any, entering: Any, leaving: Any) -> Any:
    """totals[0] = (totals[0] + lines[entering]) - lines[leaving]."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        one = _line(context, builder, signature.args[0], given[0], ir.Constant(ir.IntType(64), 0))
        comes, goes = (_line(context, builder, signature.args[1], given[1], row) for row in given[2:])
        grown = builder.fadd(builder.load(one, align=4), builder.load(comes, align=4))
        builder.store(builder.fsub(grown, builder.load(goes, align=4)), one, align=4)
        return context.get_dummy_value()

    return types.void(totals, lines, types.int64, types.int64), generate


@intrinsic
def _divide(_: Any, totals: Any, many: Any, lines: Any, row: Any) -> Any:
    """lines[row] = totals[0] / many."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        one = _line(context, builder, signature.args[0], given[0], ir.Constant(ir.IntType(64), 0))
        into = _line(context, builder, signature.args[2], given[2], given[3])
        single = builder.insert_element(ir.Constant(_VECTOR, ir.Undefined), given[1], ir.Constant(ir.IntType(32), 0))
        spread = builder.shuffle_vector(
            single, ir.Constant(_VECTOR, ir.Undefined), ir.Constant(ir.VectorType(ir.IntType(32), SIDE), [0] * SIDE)
        )
        builder.store(builder.fdiv(builder.load(one, align=4), spread), into, align=4)
        return context.get_dummy_value()

    return types.void(totals, types.float32, lines, types.int64), generate


def _interleaved(builder: Any, one: Any, other: Any, run: int) -> Any:
    """Two vectors of a transposition: runs of the one between runs of the other."""
    mask = ir.VectorType(ir.IntType(32), SIDE)
    firsts = [at + (SIDE - run if at & run else 0) for at in range(SIDE)]
    seconds = [at + (SIDE if at & run else run) for at in range(SIDE)]
    return tuple(builder.shuffle_vector(one, other, ir.Constant(mask, order)) for order in (firsts, seconds))


def _turned(builder: Any, rows: list[Any]) -> list[Any]:
    """Sixteen vectors of sixteen, transposed in four rounds."""
    for run in (8, 4, 2, 1):
        for at in range(SIDE):
            if not at & run:
                rows[at], rows[at + run] = _interleaved(builder, rows[at], rows[at + run], run)
    return rows


@intrinsic
def _turn(_: Any, source: Any, column: Any, target: Any, row: Any) -> Any:
    """target[row + j, i] = source[i, column + j] for sixteen i and j."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        number = ir.IntType(64)
        offset = builder.mul(given[1], ir.Constant(number, 4))
        lines = []
        for at in range(SIDE):
            line = _line(context, builder, signature.args[0], given[0], ir.Constant(number, at))
            place = builder.inttoptr(builder.add(builder.ptrtoint(line, number), offset), _VECTOR.as_pointer())
            lines.append(builder.load(place, align=4))
        for at, line in enumerate(_turned(builder, lines)):
            into = _line(context, builder, signature.args[2], given[2], builder.add(given[3], ir.Constant(number, at)))
            builder.store(line, into, align=4)
        return context.get_dummy_value()

    return types.void(source, types.int64, target, types.int64), generate


@compiled("void(float32[:, ::1], float32[:, ::1], int64)")
def _stand(lying: Any, standing: Any, width: int) -> None:
    """Sixteen rows onto their side."""
    for start in range(0, width, SIDE):
        _turn(lying, start, standing, start)


@compiled("void(float32[:, ::1], int64[:, ::1], float32[:, ::1], int64, int64)")
def _box_along(standing: Any, across: Any, ring: Any, first_row: int, rows: int) -> None:
    """The boxes along sixteen rows; the first `rows` of them go into the ring."""
    width, length, nothing = across.shape[1], ring.shape[0] - 1, standing.shape[0] - 1
    totals, tile = np.zeros((1, SIDE), np.float32), np.empty((SIDE, SIDE), np.float32)
    turned = np.empty((SIDE, SIDE), np.float32)
    entered = left = 0
    for start in range(0, width, SIDE):
        stop = min(start + SIDE, width)
        for at in range(start, stop):
            first, last = across[0, at], across[1, at]
            while entered < last - 1:
                _add(totals, standing, entered)
                entered += 1
            _slide(totals, standing, entered if entered < last else nothing, left if left < first else nothing)
            entered, left = last, first
            _divide(totals, np.float32(last - first), tile, at - start)
        _turn(tile, 0, turned, 0)
        for row in range(rows):
            place = (first_row + row) % length
            for at in range(SIDE):
                ring[place, start + at] = turned[row, at]


@compiled("void(float32[:, ::1], int64[:, ::1], float32[:, ::1], int64, int64)")
def _pick_along(standing: Any, across: Any, thin: Any, first_row: int, rows: int) -> None:
    """The second boxes along sixteen rows, at the 64 picks alone."""
    width, length, nothing = across.shape[1], thin.shape[0] - 1, standing.shape[0] - 1
    totals, picked = np.zeros((1, SIDE), np.float32), np.empty((1, SIDE), np.float32)
    entered = left = 0
    for at in range(width):
        first, last = across[0, at], across[1, at]
        while entered < last - 1:
            _add(totals, standing, entered)
            entered += 1
        _slide(totals, standing, entered if entered < last else nothing, left if left < first else nothing)
        entered, left = last, first
        for pick in range(across[2, at], across[3, at]):
            _divide(totals, np.float32(last - first), picked, 0)
            for row in range(rows):
                thin[(first_row + row) % length, pick] = picked[0, row]


@compiled("void(float32[::1], float32[::1], float32[::1], float32[::1], float32)")
def _step_down(sums: Any, comes: Any, goes: Any, into: Any, many: Any) -> None:
    """One row of boxes down the columns."""
    for column in range(len(sums)):
        total = (sums[column] + comes[column]) - goes[column]
        sums[column] = total
        into[column] = total / many


@compiled("void(float32[::1], float32[:, ::1], int64[:, ::1], int64, float32[::1])")
def _box_down(sums: Any, ring: Any, down: Any, at: int, into: Any) -> None:
    """The boxes around the row `at`, out of the ring, whose last line stays zero."""
    nothing = ring.shape[0] - 1
    first, last = down[0, at], down[1, at]
    entered, left = (down[1, at - 1], down[0, at - 1]) if at else (0, 0)
    while entered < last - 1:
        line = ring[entered % nothing]
        for column in range(len(sums)):
            sums[column] += line[column]
        entered += 1
    comes = ring[entered % nothing if entered < last else nothing]
    goes = ring[left % nothing if left < first else nothing]
    _step_down(sums, comes, goes, into, np.float32(last - first))


@compiled("void(Array(uint8, 1, 'C', readonly=True), int64, float32[::1])")
def _luma(line: Any, channels: int, into: Any) -> None:
    """BT.601 luma of one row, rounded once: a whole number of thousandths over a thousand (see `grid.luma_of_rgb`)."""
    if channels == 1:
        for column in range(len(line)):
            into[column] = np.float32(line[column])
    elif channels == 3:
        for column in range(len(line) // 3):
            mixed = np.int32(299) * line[3 * column] + np.int32(587) * line[3 * column + 1] + np.int32(114) * line[3 * column + 2]
            into[column] = np.float32(np.int32(mixed)) / np.float32(1000)
    else:
        for column in range(len(line) // 4):
            mixed = np.int32(299) * line[4 * column] + np.int32(587) * line[4 * column + 1] + np.int32(114) * line[4 * column + 2]
            into[column] = np.float32(np.int32(mixed)) / np.float32(1000)


@compiled(
    "void(Array(uint8, 1, 'C', readonly=True), int64, int64, int64, float32[:, ::1], float32[:, ::1], float32[:, ::1],"
    " float32[::1], float32[:, ::1], float32[:, ::1], float32[::1], float32[:, ::1], int64[::1], int64[:, ::1], int64[:, ::1])"
)
def take(
    pixels: Any,
    stride: int,
    channels: int,
    rows: int,
    lying: Any,
    standing: Any,
    ring: Any,
    sums: Any,
    laid: Any,
    thin: Any,
    thin_sums: Any,
    result: Any,
    counts: Any,
    across: Any,
    down: Any,
) -> None:
    """The next rows of grey, RGB or RGBX bytes, `stride` bytes apart; with the last one the result is whole."""
    width, height, line = across.shape[1], down.shape[1], np.empty(result.shape[1], np.float32)
    for start in range(0, rows, SIDE):
        some = min(SIDE, rows - start)
        for row in range(some):
            begin = (start + row) * stride
            _luma(pixels[begin : begin + width * channels], channels, lying[row])
        _stand(lying, standing, width)
        _box_along(standing, across, ring, counts[TAKEN], some)
        counts[TAKEN] += some
        while counts[BOXED] < height and down[1, counts[BOXED]] <= counts[TAKEN]:
            at = counts[BOXED]
            _box_down(sums, ring, down, at, laid[at % SIDE])
            counts[BOXED] += 1
            if counts[BOXED] % SIDE == 0 or counts[BOXED] == height:
                _stand(laid, standing, width)
                _pick_along(standing, across, thin, at - at % SIDE, at % SIDE + 1)
                while counts[PICKED] < height and down[1, counts[PICKED]] <= counts[BOXED]:
                    _box_down(thin_sums, thin, down, counts[PICKED], line)
                    for pick in range(down[2, counts[PICKED]], down[3, counts[PICKED]]):
                        result[pick] = line
                    counts[PICKED] += 1
