"""A list of 256-bit values made ready to be searched: arrays only, no ids, so that files hold them and processes share them.

Entries are known by their row, 0 to n - 1. Arrays may be read-only. What is in them is never trusted as an address: a damaged
array gives wrong answers, not wild reads. Rows with equal values stand in the tables once, as the first of them.
"""

from __future__ import annotations

import secrets
import sys
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from varde.kernels.search.plan import MAX_TABLE_ROWS, PLANNED_RADIUS_BITS, SCANNED_BELOW, VALUE_BITS, Plan, plan_for
from varde.kernels.search.probes import Probes, probes_for

LAYOUT = 1  # of the arrays; a file with another one is built anew
Words = NDArray[np.uint64]
Numbers = NDArray[np.uint32]
_QUERIES_AT_ONCE, _QUERIES_A_THREAD = 1 << 14, 32  # at most, at least
_FIRST_ROOM = 1 << 12  # hits
_STAGES, _HELD = 5, 4096  # as in tables_compiled.py
_STAGES, _HELD = 5, 4096  # as in tables_compiled.py
_TAGS_BEHIND = 32  # so many are read at once, so as many stand behind the last
_ROW = (1 << 31) - 1


@dataclass(frozen=True)
class Hits:
    """Who is near whom, ordered by query, then by distance, then by row: three arrays of one length."""

    query: NDArray[np.int64]
    entry: NDArray[np.int64]
    bits: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.query)


@dataclass(frozen=True)
class Tables:
    """`words` is uint64[n, 4], a row per entry, each value's bytes as they come.

    For each chunk in turn, `offsets` has 2^width + 1 bounds of buckets, `entries` the rows in them, `tags` some
    bits of each row's next chunk.
    `twins` uint32[k, 2] are the rows left out of the tables, each behind the row whose value it shares, ordered.
    """

    words: Words
    plan: Plan = field(default_factory=Plan)
    offsets: Numbers = field(default_factory=lambda: np.empty(0, np.uint32))
    entries: Numbers = field(default_factory=lambda: np.empty(0, np.uint32))
    tags: NDArray[np.uint16] = field(default_factory=lambda: np.empty(0, np.uint16))
    twins: Numbers = field(default_factory=lambda: np.empty((0, 2), np.uint32))
    looks: dict[int, Probes | None] = field(default_factory=dict, init=False, repr=False, compare=False)  # by radius, once asked

    def __len__(self) -> int:
        return len(self.words)

    @property
    def filled(self) -> int:
        """How many entries stand in each table."""
        return len(self.words) - len(self.twins)

    @cached_property
    def firsts(self) -> Numbers:
        """The rows that others share their value with, in one piece to be searched in."""
        return np.ascontiguousarray(self.twins[:, 0])

    @property
    def nbytes(self) -> int:
        """Of all arrays."""
        return sum(array.nbytes for array in self.arrays().values())

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All there is, by name; `chunks` int64[c, 2] has each chunk's width and radius."""
        chunks = np.array([(chunk.width, chunk.radius) for chunk in self.plan.chunks], np.int64).reshape(-1, 2)
        named = {name: getattr(self, name) for name in ("words", "offsets", "entries", "tags", "twins")}
        return {"chunks": chunks, **named}

    @staticmethod
    def from_arrays(arrays: Mapping[str, NDArray[Any]]) -> Tables:
        """The same again, nothing copied; ValueError when types or shapes cannot be those of tables."""
        plan = Plan.of(*((int(width), int(radius)) for width, radius in arrays["chunks"]))
        made = Tables(plan=plan, **{name: np.asarray(arrays[name]) for name in ("words", "offsets", "entries", "tags", "twins")})
        _check(made)
        return made


def _check(tables: Tables) -> None:
    kinds: tuple[tuple[NDArray[Any], type, tuple[int, ...]], ...] = (
        (tables.words, np.uint64, (4,)),
        (tables.offsets, np.uint32, ()),
        (tables.entries, np.uint32, ()),
        (tables.tags, np.uint16, ()),
        (tables.twins, np.uint32, (2,)),
    )
    for array, kind, columns in kinds:
        if array.dtype != kind or array.shape[1:] != columns or not array.flags.c_contiguous or not array.flags.aligned:
            raise ValueError("an array of another kind than tables have")
    chunks = tables.plan.chunks
    slots, places = sum(2**chunk.width + 1 for chunk in chunks), len(chunks) * tables.filled
    if (len(tables.offsets), len(tables.entries), len(tables.tags)) != (slots, places, (places + _TAGS_BEHIND) * bool(chunks)):
        raise ValueError("arrays of other lengths than the tables' plan says")


def build(words: Words, *, radius_bits: int = PLANNED_RADIUS_BITS, plan: Plan | None = None, threads: int = 1) -> Tables:
    """Make tables over uint64[n, 4], planned for this radius or as told; contiguous words are kept, not copied."""
    words = np.ascontiguousarray(words, np.uint64).reshape(-1, 4)
    if len(words) > MAX_TABLE_ROWS:
        raise ValueError(f"tables hold at most {MAX_TABLE_ROWS} entries")
    if not (plan or plan_for(len(words), radius_bits=radius_bits)).chunks or not len(words):
        return Tables(words)
    rows, twins = _distinct(words)
    plan = plan or plan_for(len(rows), radius_bits=radius_bits)
    return Tables(words, plan, **_filled(words, rows, plan, threads), twins=twins) if plan.chunks else Tables(words)


def _distinct(words: Words) -> tuple[Numbers, Numbers]:
    """The first row of every value, and each further row behind its first."""
    from varde.kernels.search.tables_compiled import first_of_each

    slots = np.full(1 << (2 * len(words)).bit_length(), 0xFFFFFFFF, np.uint32)
    seeds = np.frombuffer(secrets.token_bytes(72), np.uint64)
    firsts = np.empty(len(words), np.uint32)
    every = np.arange(len(words), dtype=np.uint32)
    if first_of_each(words, seeds, len(words).bit_length(), slots, firsts) == len(words):
        return every, np.empty((0, 2), np.uint32)
    again = np.flatnonzero(firsts != every).astype(np.uint32)
    again = again[np.argsort(firsts[again], kind="stable")]
    return np.flatnonzero(firsts == every).astype(np.uint32), np.column_stack((firsts[again], again))


def _filled(words: Words, rows: Numbers, plan: Plan, threads: int) -> dict[str, NDArray[Any]]:
    from varde.kernels.search.tables_compiled import fill, spread_columns

    count, chunks = len(rows), plan.chunks
    columns = np.empty((4, count), np.uint64)
    spread_columns(words, rows, columns)
    starts = np.cumsum([0] + [2**chunk.width + 1 for chunk in chunks])
    offsets, entries = np.empty(starts[-1], np.uint32), np.empty(len(chunks) * count, np.uint32)
    tags = np.empty(len(chunks) * count + _TAGS_BEHIND, np.uint16)
    tags[-_TAGS_BEHIND:] = 0

    def some(first: int) -> None:
        slots, runs = np.empty(count, np.uint32), np.empty(count, np.uint64)
        for number in range(first, len(chunks), max(1, threads)):
            places = slice(number * count, (number + 1) * count)
            bounds = offsets[starts[number] : starts[number + 1]]
            of_chunk = chunks[number].first, chunks[number].width, *plan.tag_of(number)
            fill(columns, rows, *of_chunk, slots, runs, bounds, entries[places], tags[places])

    _each(some, range(max(1, threads)), threads)
    return {"offsets": offsets, "entries": entries, "tags": tags}


def _each(do: Callable[[Any], Any], over: range, threads: int) -> list[Any]:
    if threads <= 1 or len(over) <= 1:
        return [do(one) for one in over]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(do, over))


def search(
    tables: Tables,
    queries: Words,
    *,
    radius_bits: int = PLANNED_RADIUS_BITS,
    is_alive: NDArray[np.uint8] | None = None,
    threads: int = 1,
) -> Hits:
    """Every row at most `radius_bits` from each of uint64[q, 4]; rows whose `is_alive` is 0 are passed over."""
    queries = np.ascontiguousarray(queries, np.uint64)
    if radius_bits < 0 or not len(tables) or not len(queries):
        return _NOTHING
    radius_bits, share = min(radius_bits, VALUE_BITS), max(_QUERIES_A_THREAD, -(-len(queries) // max(1, threads)))
    size = min(_QUERIES_AT_ONCE, share)
    if size >= len(queries):
        return _unpacked(_near(tables, queries, radius_bits, is_alive), 0)
    starts = range(0, len(queries), size)
    found = _each(lambda start: _near(tables, queries[start : start + size], radius_bits, is_alive), starts, threads)
    parts = [_unpacked(part, start) for part, start in zip(found, starts, strict=True)]
    return Hits(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("query", "entry", "bits")))


def _unpacked(hits: Words, first_query: int) -> Hits:
    if not len(hits):
        return _NOTHING
    signed = hits.view(np.int64)
    return Hits((signed >> 40) + first_query, signed & _ROW, (signed >> 31) & 0x1FF)


def _near(tables: Tables, queries: Words, radius_bits: int, is_alive: NDArray[np.uint8] | None) -> Words:
    """Sorted hits as query << 40 | bits << 31 | row."""
    if radius_bits not in tables.looks:
        tables.looks[radius_bits] = probes_for(tables.plan, tables.filled, radius_bits)
    probes = tables.looks[radius_bits]
    found = _scanned(tables.words, queries, radius_bits) if probes is None else _looked_up(tables, queries, radius_bits, probes)
    if is_alive is not None and len(found):
        found = found[is_alive[_rows(found)] != 0]
    if len(found) > 1:
        found.sort()
    return found


def _rows(hits: Words) -> NDArray[np.int64]:
    return hits.view(np.int64) & _ROW


def _looked_up(tables: Tables, queries: Words, radius_bits: int, probes: Probes) -> Words:
    from varde.kernels.search.tables_compiled import look_up

    is_heavy = np.zeros(len(queries) + 1, np.uint8)
    arrays = (tables.words, tables.offsets, tables.entries, tables.tags, tables.filled, *probes[:-1])
    found = _with_room(look_up, (*arrays, queries, radius_bits, is_heavy, *_scratch.of(probes.most)))
    if len(found) and len(tables.twins):
        found = _with_twins(found, tables)
    return _with_scanned(tables, queries, radius_bits, found, is_heavy) if is_heavy[-1] else found


def _with_scanned(tables: Tables, queries: Words, radius_bits: int, found: Words, is_heavy: NDArray[np.uint8]) -> Words:
    """The hits without those of heavy queries, which were left unfinished, and theirs by comparing every entry."""
    whose = np.flatnonzero(is_heavy[:-1])
    scanned = _scanned(tables.words, queries[whose], radius_bits).view(np.int64)
    scanned = whose[scanned >> 40] << 40 | scanned & ((1 << 40) - 1)
    return np.concatenate((found[is_heavy[found.view(np.int64) >> 40] == 0], scanned.view(np.uint64)))


def _with_room(kernel: Callable[..., int], given: tuple[object, ...]) -> Words:
    count = kernel(*given, _scratch.hits)
    if count <= len(_scratch.hits):
        return _scratch.hits[:count].copy()
    hits = np.empty(count, np.uint64)
    count = kernel(*given, hits)  # fewer than before, where queries are known to be heavy by now
    return hits[:count]


class _Scratch(threading.local):
    """What the kernels scribble on, kept for each thread: asking the system for it would cost as much as a look-up."""

    def __init__(self) -> None:
        self.hits = np.empty(_FIRST_ROOM, np.uint64)
        self._room = np.empty((4, _STAGES, 0), np.int64)
        self._held = np.empty((_STAGES, _HELD), np.uint64)

    def of(self, probes: int) -> tuple[NDArray[np.int64], Words]:
        """Room for groups of so many probes."""
        if self._room.shape[2] < probes:
            self._room = np.empty((4, _STAGES, probes), np.int64)
        return self._room, self._held


_scratch = _Scratch()


def _with_twins(found: Words, tables: Tables) -> Words:
    """Each hit, and again for every other row with the same value."""
    rows = _rows(found)
    sought = rows.astype(np.uint32)  # of the type it is sought in, which else would be converted whole
    begin = np.searchsorted(tables.firsts, sought)
    if not (tables.firsts.take(begin, mode="clip") == sought).any():
        return found
    counts = np.searchsorted(tables.firsts, sought, "right") - begin
    places = np.arange(counts.sum()) + np.repeat(begin - (np.cumsum(counts) - counts), counts)
    heads = np.repeat(found.view(np.int64) - rows, counts)
    return np.concatenate((found, (heads | tables.twins[places, 1]).view(np.uint64)))


def _scanned(words: Words, queries: Words, radius_bits: int) -> Words:
    """Every entry compared: by numpy where that is quick enough and nobody has loaded the kernels yet."""
    if len(words) <= SCANNED_BELOW and "numba" not in sys.modules:
        return _scanned_plainly(words, queries, radius_bits)
    from varde.kernels.search.tables_compiled import scan

    return _with_room(scan, (words, queries, radius_bits))


def _scanned_plainly(words: Words, queries: Words, radius_bits: int) -> Words:
    """Half of each value first: what is out of reach by that alone needs no further look."""
    columns = np.ascontiguousarray(words.T)
    found = []
    for number, query in enumerate(queries):
        half = np.bitwise_count(columns[0] ^ query[0]) + np.bitwise_count(columns[1] ^ query[1])
        rows = np.flatnonzero(half <= min(radius_bits, VALUE_BITS // 2))
        bits = half[rows] + np.bitwise_count(columns[2:, rows] ^ query[2:, None]).sum(axis=0, dtype=np.int64)
        is_near = bits <= radius_bits
        found.append((number << 40 | bits[is_near] << 31 | rows[is_near]).view(np.uint64))
    return np.concatenate(found)


_NOTHING = Hits(*(np.empty(0, np.int64) for _ in range(3)))
