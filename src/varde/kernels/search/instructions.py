# ruff: noqa: ANN401 - numba hands over its own types
"""What the processor can do and numba has no word for: count bits, ask for memory ahead of time, compare 32 tags at once.

numba keeps `tables_compiled` until that file changes: whoever changes this one touches that one too.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir  # type: ignore[import-untyped]
from numba import types
from numba.extending import intrinsic

LANES = 32  # tags compared at once; so many more stand behind the last one (as in tables.py)


def _count_ones(_typing: Any, _value: Any) -> Any:
    """How many bits of a uint64 are set, as int64 (numba would make a float of the two mixed)."""
    return types.int64(types.uint64), lambda _context, builder, _signature, given: builder.ctpop(given[0])


ones_of: Any = intrinsic(_count_ones)


def _read_at(_typing: Any, array: Any, _place: Any) -> Any:
    """`array.flat[place]` of a contiguous array; a place is never negative, so none is counted from the end."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        data = context.make_array(signature.args[0])(context, builder, given[0]).data
        return builder.load(builder.gep(data, [given[1]]))

    return array.dtype(array, types.int64), generate


item_at: Any = intrinsic(_read_at)


def _lowest_one(_typing: Any, _value: Any) -> Any:
    """The place of the lowest bit set in a uint64 that has one."""
    bit = ir.IntType(1)
    return types.int64(types.uint64), lambda _context, builder, _signature, given: builder.cttz(given[0], bit(1))


lowest_one: Any = intrinsic(_lowest_one)


def _compare_tags(_typing: Any, tags: Any, _place: Any, _tag: Any, _most: Any) -> Any:
    """Which of the 32 tags from `place` on differ from `tag` in at most `most` bits, the first one lowest in a uint64."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        data = context.make_array(signature.args[0])(context, builder, given[0]).data
        lane, lanes = ir.IntType(16), ir.VectorType(ir.IntType(16), LANES)

        def in_all(value: Any) -> Any:
            one = builder.insert_element(ir.Constant(lanes, ir.Undefined), builder.trunc(value, lane), ir.IntType(32)(0))
            return builder.shuffle_vector(one, one, ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES))

        there = builder.load(builder.bitcast(builder.gep(data, [given[1]]), lanes.as_pointer()))
        there.align = 2
        name = f"llvm.ctpop.v{LANES}i16"
        function = builder.module.globals.get(name) or ir.Function(builder.module, ir.FunctionType(lanes, [lanes]), name)
        apart = builder.call(function, [builder.xor(there, in_all(given[2]))])
        is_close = builder.icmp_unsigned("<=", apart, in_all(given[3]))
        return builder.zext(builder.bitcast(is_close, ir.IntType(LANES)), ir.IntType(64))

    return types.uint64(tags, types.int64, types.uint64, types.uint64), generate


close_tags: Any = intrinsic(_compare_tags)


def _ask(_typing: Any, array: Any, _place: Any) -> Any:
    """Ask for the cache line of `array.flat[place]` without waiting; out of bounds is harmless."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        data = context.make_array(signature.args[0])(context, builder, given[0]).data
        byte, number = ir.IntType(8).as_pointer(), ir.IntType(32)
        function = builder.module.globals.get("llvm.prefetch.p0")
        if function is None:
            function = ir.Function(builder.module, ir.FunctionType(ir.VoidType(), [byte] + [number] * 3), "llvm.prefetch.p0")
        place = builder.bitcast(builder.gep(data, [given[1]]), byte)
        builder.call(function, [place, number(0), number(3), number(1)])  # to read, into every cache, of data
        return context.get_dummy_value()

    return types.void(array, types.int64), generate


ask_for: Any = intrinsic(_ask)
