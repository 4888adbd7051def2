"""The tables' kernels: spreading bits, filling buckets, looking near ones up, and comparing everything.

Only their own arithmetic is trusted: every row number and every extent read from a table is checked against the number of
entries before it is used as an address. Callers guarantee shapes (`tables.py` and `probes.py` make the arguments).
"""

# ruff: noqa: ANN401, C901, PLR0912, PLR0915, PLR0917 - numba types them by signature; a call inside a kernel costs, so they are long

from __future__ import annotations

from typing import Any

import numpy as np
from numba import types

from varde.kernels.compiling import compiled
from varde.kernels.search.instructions import LANES as _LANES
from varde.kernels.search.instructions import ask_for as _fetch
from varde.kernels.search.instructions import close_tags as _close
from varde.kernels.search.instructions import item_at as _at
from varde.kernels.search.instructions import lowest_one as _lowest
from varde.kernels.search.instructions import ones_of as _ones

_ROWS = types.Array(types.uint64, 2, "C", readonly=True)
_NUMBERS = types.Array(types.uint32, 1, "C", readonly=True)
_SHAPE = types.Array(types.int64, 2, "C", readonly=True)
_TAGS = types.Array(types.uint16, 1, "C", readonly=True)
_BOUNDS = types.Array(types.int64, 1, "C", readonly=True)
_SEEDS = types.Array(types.uint64, 1, "C", readonly=True)

_STAGES = 5
_HELD = 4096  # candidates kept back before they are compared
_TOGETHER = 256  # entries of a scan whose nearest decides whether any is looked at
_BLOCK = 1024  # entries turned into columns at once, so that they stay in the nearest cache
_LOOKED_AHEAD = 32
_LOW = 0xFFFFFFFF
_PLACE_BITS = 48  # of what is held: a place in the tables or a row; above it the table
_PLACE = (1 << _PLACE_BITS) - 1
# columns of a table's description (probes.py)
_FIRST, _WIDTH, _OFFSETS, _ENTRIES, _RADIUS, _BUDGET, _TAG_FIRST, _TAG_WIDTH, _PROBES, _PROBES_END = range(10)


_FOUR: Any = types.UniTuple(types.uint64, 4)  # type: ignore[no-untyped-call]
_WORD = types.uint64


@compiled(_FOUR(_WORD, _WORD, _WORD, _WORD, _WORD, types.int64))
def _shear(a: Any, b: Any, c: Any, d: Any, columns: Any, by: Any) -> Any:
    """Of a square of 16 by 16 bits, move these columns' bits to the row whose number is `by` xor their own."""
    e, f, g, h = a, b, c, d
    if by & 4:
        e, f, g, h = f, e, h, g
    if by & 8:
        e, f, g, h = g, h, e, f
    if by & 1:
        low, step = np.uint64(0x0000FFFF0000FFFF), np.uint64(16)
        e, f = ((e & low) << step) | ((e >> step) & low), ((f & low) << step) | ((f >> step) & low)
        g, h = ((g & low) << step) | ((g >> step) & low), ((h & low) << step) | ((h >> step) & low)
    if by & 2:
        half = np.uint64(32)
        e, f, g, h = (e << half) | (e >> half), (f << half) | (f >> half), (g << half) | (g >> half), (h << half) | (h >> half)
    return (
        (a & ~columns) | (e & columns),
        (b & ~columns) | (f & columns),
        (c & ~columns) | (g & columns),
        (d & ~columns) | (h & columns),
    )


@compiled(_FOUR(_WORD, _WORD, _WORD, _WORD))
def _spread(a: Any, b: Any, c: Any, d: Any) -> Any:
    """The same bits in another order: neighbouring frequencies of a picture, which go together, come to stand far apart."""
    a, b, c, d = _shear(a, b, c, d, np.uint64(0xAAAAAAAAAAAAAAAA), 9)
    a, b, c, d = _shear(a, b, c, d, np.uint64(0xCCCCCCCCCCCCCCCC), 5)
    a, b, c, d = _shear(a, b, c, d, np.uint64(0xF0F0F0F0F0F0F0F0), 14)
    return _shear(a, b, c, d, np.uint64(0xFF00FF00FF00FF00), 3)


@compiled(_WORD(_WORD, _WORD, _WORD, _WORD, types.int64, types.int64))
def _piece(a: Any, b: Any, c: Any, d: Any, first: Any, width: Any) -> Any:
    """`width` bits (1 to 32) from `first` on; behind the last comes the first again."""
    word = first >> 6
    low, high = a, b
    if word == 1:
        low, high = b, c
    elif word == 2:
        low, high = c, d
    elif word == 3:
        low, high = d, a
    shift = first & 63
    piece = low >> np.uint64(shift)
    if shift + width > 64:
        piece |= high << np.uint64(64 - shift)
    return piece & ((np.uint64(1) << np.uint64(width)) - np.uint64(1))


@compiled(_WORD(_WORD))
def _slot(key: Any) -> Any:
    """Where a key's bucket stands: keys that differ in one high bit do not fall on the same place of a cache."""
    return key ^ (key >> np.uint64(8))


@compiled(types.void(_ROWS, _NUMBERS, types.uint64[:, ::1]))
def spread_columns(words: Any, rows: Any, columns: Any) -> None:
    """These rows of uint64[n, 4], spread, their words beside each other: uint64[4, len(rows)]."""
    for place in range(len(rows)):
        row = np.int64(rows[place]) * 4
        a, b, c, d = _spread(_at(words, row), _at(words, row + 1), _at(words, row + 2), _at(words, row + 3))
        columns[0, place], columns[1, place], columns[2, place], columns[3, place] = a, b, c, d


@compiled(
    types.void(
        _ROWS, _NUMBERS, types.int64, types.int64, types.int64, types.int64,
        types.uint32[::1], types.uint64[::1], types.uint32[::1], types.uint32[::1], types.uint16[::1],
    )
)  # fmt: skip
def fill(
    columns: Any, rows: Any, first: Any, width: Any, tag_first: Any, tag_width: Any,
    slots: Any, runs: Any, offsets: Any, entries: Any, tags: Any,
) -> None:  # fmt: skip
    """One table by counting: `offsets` uint32[2^width + 1], `entries` uint32[rows], and `tags` uint16[rows] beside them.

    First into some hundred runs of buckets, then each run into its buckets, so that few places are written to at a time.
    `slots` uint32[rows] and `runs` uint64[rows] are for scribbling.
    """
    count = len(rows)
    low, high = columns[first >> 6], columns[((first >> 6) + 1) & 3]
    shift, mask = np.uint64(first & 63), (np.uint64(1) << np.uint64(width)) - np.uint64(1)
    reaches_over = (first & 63) + width > 64
    offsets[:] = np.uint32(0)
    for place in range(count):
        key = low[place] >> shift
        if reaches_over:
            key |= high[place] << (np.uint64(64) - shift)
        slot = np.int64(_slot(key & mask))
        slots[place] = np.uint32(slot)
        offsets[slot + 1] += np.uint32(1)
    for place in range(1, len(offsets)):
        offsets[place] += offsets[place - 1]
    inner = max(0, width - max(8, width - 16))  # bits of a slot within its run, 16 at most
    run_count = 1 << (width - inner)
    ends = np.empty(run_count, np.int64)
    for run in range(run_count):
        ends[run] = offsets[run << inner]
    low, high = columns[tag_first >> 6], columns[((tag_first >> 6) + 1) & 3]
    shift, mask = np.uint64(tag_first & 63), (np.uint64(1) << np.uint64(tag_width)) - np.uint64(1)
    reaches_over = (tag_first & 63) + tag_width > 64
    for place in range(count):
        tag = low[place] >> shift
        if reaches_over:
            tag |= high[place] << (np.uint64(64) - shift)
        slot = np.int64(slots[place])
        end = ends[slot >> inner]
        within = np.uint64(slot & ((1 << inner) - 1))
        runs[end] = np.uint64(rows[place]) | ((tag & mask) << np.uint64(32)) | (within << np.uint64(48))
        ends[slot >> inner] = end + 1
    begin = 0
    for run in range(run_count):
        for place in range(begin, ends[run]):
            one = runs[place]
            slot = np.int64(run << inner) | np.int64(one >> np.uint64(48))
            where = np.int64(offsets[slot])
            offsets[slot] = np.uint32(where + 1)
            entries[where] = np.uint32(one & np.uint64(_LOW))
            tags[where] = np.uint16((one >> np.uint64(32)) & np.uint64(0xFFFF))
        begin = ends[run]
    for place in range(len(offsets) - 1, 0, -1):
        offsets[place] = offsets[place - 1]
    offsets[0] = np.uint32(0)


@compiled(types.int64(_ROWS, _SEEDS, types.int64, types.uint32[::1], types.uint32[::1]))
def first_of_each(words: Any, seeds: Any, id_bits: Any, slots: Any, firsts: Any) -> int:
    """For each row the first row with the same value, into uint32[n]; says how many values there are.

    `slots` is a power of two, at least twice the rows, filled with ones; `seeds` uint64[9] are drawn, so that nobody can
    prepare values which fall together. `id_bits` hold every row number and one more.
    """
    count, mask, distinct = len(words), len(slots) - 1, 0
    low, half, tag_shift = np.uint64(_LOW), np.uint64(32), np.uint64(id_bits)
    digests = np.empty(_LOOKED_AHEAD, np.uint64)
    for start in range(0, count, _LOOKED_AHEAD):
        stop = min(start + _LOOKED_AHEAD, count)
        for row in range(start, stop):
            digest = np.uint64(0)
            for word in range(4):
                value = _at(words, row * 4 + word)
                digest += ((value + seeds[2 * word]) & low) * (((value >> half) + seeds[2 * word + 1]) & low)
            digest *= seeds[8] | np.uint64(1)
            digest ^= digest >> half
            digests[row - start] = digest
            _fetch(slots, np.int64(digest & np.uint64(mask)))
        for row in range(start, stop):
            digest = digests[row - start]
            place = np.int64(digest & np.uint64(mask))
            mine = np.uint64(row) | (((digest >> half) << tag_shift) & low)
            while True:
                there = np.uint64(_at(slots, place))
                if there == low:
                    slots[place], firsts[row], distinct = np.uint32(mine), np.uint32(row), distinct + 1
                    break
                if there >> tag_shift == mine >> tag_shift:
                    other = np.int64(there & ((np.uint64(1) << tag_shift) - np.uint64(1)))
                    apart = np.uint64(0)
                    for word in range(4):
                        apart |= _at(words, row * 4 + word) ^ _at(words, other * 4 + word)
                    if apart == np.uint64(0):
                        firsts[row] = np.uint32(other)
                        break
                place = (place + 1) & mask
    return distinct


@compiled(types.boolean(_WORD, _WORD, _WORD, _WORD, types.int64, _SHAPE))
def _is_first(a: Any, b: Any, c: Any, d: Any, table: Any, tables: Any) -> bool:
    """Does no earlier table find a neighbour whose spread bits differ in these?"""
    for earlier in range(table):
        apart = _ones(_piece(a, b, c, d, tables[earlier, _FIRST], tables[earlier, _WIDTH]))
        if apart <= tables[earlier, _RADIUS]:
            apart += _ones(_piece(a, b, c, d, tables[earlier, _TAG_FIRST], tables[earlier, _TAG_WIDTH]))
            if apart <= tables[earlier, _BUDGET]:
                return False
    return True


@compiled(types.void(_ROWS, _NUMBERS, types.uint64[::1], types.int64))
def _name(words: Any, entries: Any, held: Any, count: Any) -> None:
    """Put rows for places in the tables, and ask for the rows' words."""
    for place in range(count):
        one = _at(held, place)
        row = np.int64(_at(entries, np.int64(one & np.uint64(_PLACE))))
        held[place] = (one & ~np.uint64(_PLACE)) | np.uint64(row)
        _fetch(words, row * 4)


@compiled(
    types.int64(_ROWS, _SHAPE, _ROWS, types.int64, types.int64, types.uint64[::1], types.int64, types.uint64[::1], types.int64)
)
def _compare(
    words: Any, tables: Any, queries: Any, query: Any, radius: Any, held: Any, count: Any, hits: Any, found: Any
) -> Any:  # fmt: skip
    """Compare the rows held with the query, two words first; write hits while there is room and count on beyond it."""
    a, b, c, d = _at(queries, query * 4), _at(queries, query * 4 + 1), _at(queries, query * 4 + 2), _at(queries, query * 4 + 3)
    for place in range(count):
        one = _at(held, place)
        row = np.int64(one & np.uint64(_PLACE))
        if row >= len(words):
            continue
        e, f = _at(words, row * 4) ^ a, _at(words, row * 4 + 1) ^ b
        bits = _ones(e) + _ones(f)
        if bits > radius:
            continue
        g, h = _at(words, row * 4 + 2) ^ c, _at(words, row * 4 + 3) ^ d
        bits += _ones(g) + _ones(h)
        if bits > radius:
            continue
        e, f, g, h = _spread(e, f, g, h)
        if _is_first(e, f, g, h, np.int64(one >> np.uint64(_PLACE_BITS)), tables):
            if found < len(hits):
                hits[found] = np.uint64((query << 40) | (bits << 31) | row)
            found += 1
    return found


@compiled(
    types.int64(
        _ROWS, _NUMBERS, _NUMBERS, _TAGS, types.int64, _SHAPE, _NUMBERS, _NUMBERS, _BOUNDS, _ROWS,
        types.int64, types.uint8[::1], types.int64[:, :, ::1], types.uint64[:, ::1], types.uint64[::1],
    )
)  # fmt: skip
def look_up(
    words: Any, offsets: Any, entries: Any, tags: Any, filled: Any, tables: Any, flips: Any, owners: Any, groups: Any,
    queries: Any, radius: Any, is_heavy: Any, room: Any, held: Any, hits: Any,
) -> int:  # fmt: skip
    """Every query in every table; hits as query << 40 | bits << 31 | row, in no order; says how many there are in all.

    A job is a query in a group of tables. It goes through five stages, and four other jobs stand between two of its own, so that
    what one stage asks memory for has come when the next one reads it: buckets' bounds, their tags, rows, the rows' words.
    A query for which comparing every entry is cheaper, since too many lie in its buckets, is marked in `is_heavy` uint8[q + 1],
    as is the last one then, and left; its hits are to be thrown away.

    `room` int64[4, 5, p] and `held` uint64[5, 4096] are for scribbling, p as many as the largest group has probes.
    """
    group_count = len(groups) - 1
    places, starts, stops, whose = room[0], room[1], room[2], room[3]
    extents, holding = np.zeros(_STAGES, np.int64), np.zeros(_STAGES, np.int64)
    asked = np.empty((_STAGES, len(tables)), np.uint64)
    jobs, found, load, passed = len(queries) * group_count, 0, 0, 0
    heavy_load, heavy_passed = filled // 2 + _HELD, filled // 64 + _HELD
    for step in range(jobs + _STAGES - 1):
        job = step
        if job < jobs:
            ring, query, group = job % _STAGES, job // group_count, job % group_count
            at, place, count = query * 4, places[ring], 0
            a, b, c, d = _spread(_at(queries, at), _at(queries, at + 1), _at(queries, at + 2), _at(queries, at + 3))
            for table in range(groups[group], groups[group + 1]):
                slot = _slot(_piece(a, b, c, d, tables[table, _FIRST], tables[table, _WIDTH]))
                asked[ring, table] = _piece(a, b, c, d, tables[table, _TAG_FIRST], tables[table, _TAG_WIDTH])
                base = tables[table, _OFFSETS]
                for probe in range(tables[table, _PROBES], tables[table, _PROBES_END]):
                    where = base + np.int64(slot ^ np.uint64(_at(flips, probe)))
                    _fetch(offsets, where)
                    place[count] = where
                    count += 1
        job = step - 1
        if 0 <= job < jobs:
            ring, query, group = job % _STAGES, job // group_count, job % group_count
            place, start_of, stop_of, owner = places[ring], starts[ring], stops[ring], whose[ring]
            if group == 0:
                load = 0
            count, extent = 0, 0
            for table in range(groups[group], groups[group + 1]):
                base = tables[table, _ENTRIES]
                for probe in range(tables[table, _PROBES], tables[table, _PROBES_END]):
                    where = _at(place, count)
                    start, stop = np.int64(_at(offsets, where)), min(np.int64(_at(offsets, where + 1)), filled)
                    start_of[extent], stop_of[extent], owner[extent] = base + start, base + stop, np.int64(_at(owners, probe))
                    load += max(stop - start, 0)
                    extent += start < stop
                    count += 1
            if load > heavy_load:
                is_heavy[query], is_heavy[len(queries)] = 1, 1
                extent = 0
            for one in range(extent):
                start, stop = _at(start_of, one), _at(stop_of, one)
                _fetch(tags, start)
                _fetch(tags, stop - 1)
                for line in range(start + _LANES, min(stop - 1, start + 8 * _LANES), _LANES):
                    _fetch(tags, line)
            extents[ring] = extent
        job = step - 2
        if 0 <= job < jobs:
            ring, query, group = job % _STAGES, job // group_count, job % group_count
            if group == 0:
                passed = 0
            kept, start_of, stop_of, owner = held[ring], starts[ring], stops[ring], whose[ring]
            count = 0
            for extent in range(0 if is_heavy[query] else extents[ring]):
                own = np.uint64(_at(owner, extent))
                above, limit = own >> np.uint64(8), own & np.uint64(255)
                tag, mark = asked[ring, above], above << np.uint64(_PLACE_BITS)
                start, stop = _at(start_of, extent), _at(stop_of, extent)
                for block in range(start, stop, _LANES):
                    close = _close(tags, block, tag, limit)
                    if stop - block < _LANES:
                        close &= (np.uint64(1) << np.uint64(stop - block)) - np.uint64(1)
                    while close:
                        where = block + _lowest(close)
                        close &= close - np.uint64(1)
                        _fetch(entries, where)
                        kept[count] = np.uint64(where) | mark
                        count += 1
                    if count > _HELD - _LANES:
                        passed += count
                        if passed > heavy_passed:
                            is_heavy[query], is_heavy[len(queries)] = 1, 1
                            count = 0
                            break
                        _name(words, entries, kept, count)
                        found = _compare(words, tables, queries, query, radius, kept, count, hits, found)
                        count = 0
                if passed > heavy_passed:
                    break
            passed += count
            holding[ring] = count
        job = step - 3
        if 0 <= job < jobs:
            ring = job % _STAGES
            _name(words, entries, held[ring], holding[ring])
        job = step - 4
        if job >= 0:
            ring, query = job % _STAGES, job // group_count
            found = _compare(words, tables, queries, query, radius, held[ring], holding[ring], hits, found)
    return found


@compiled(types.int64(_ROWS, _ROWS, types.int64, types.uint64[::1]))
def scan(words: Any, queries: Any, radius: Any, hits: Any) -> int:
    """Every query against every entry, half of each first; hits as `look_up` gives them."""
    first, second = np.empty(_BLOCK, np.uint64), np.empty(_BLOCK, np.uint64)
    found = 0
    for start in range(0, len(words), _BLOCK):
        count = min(_BLOCK, len(words) - start)
        for place in range(count):
            first[place], second[place] = _at(words, (start + place) * 4), _at(words, (start + place) * 4 + 1)
        for query in range(len(queries)):
            a, b = _at(queries, query * 4), _at(queries, query * 4 + 1)
            for begin in range(0, count, _TOGETHER):
                end = min(begin + _TOGETHER, count)
                nearest = 256
                for place in range(begin, end):
                    nearest = min(nearest, _ones(_at(first, place) ^ a) + _ones(_at(second, place) ^ b))
                if nearest > radius:
                    continue
                c, d = _at(queries, query * 4 + 2), _at(queries, query * 4 + 3)
                for place in range(begin, end):
                    bits = _ones(_at(first, place) ^ a) + _ones(_at(second, place) ^ b)
                    if bits <= radius:
                        row = start + place
                        bits += _ones(_at(words, row * 4 + 2) ^ c) + _ones(_at(words, row * 4 + 3) ^ d)
                        if bits <= radius:
                            if found < len(hits):
                                hits[found] = np.uint64((query << 40) | (bits << 31) | row)
                            found += 1
    return found
