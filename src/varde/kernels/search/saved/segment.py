"""Many entries of one algorithm that never change, searched together; what was removed is only marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from varde.kernels.search.saved.columns import Columns, Rows
from varde.kernels.search.saved.types import NEAR_ALGORITHM
from varde.kernels.search.tables import Hits, Tables, build, search

_HEAD_BYTES = 8
Values = NDArray[np.uint8]  # (n, bytes)


@dataclass(frozen=True)
class Segment:
    """`values` (n, bytes): of PDQ in the order given, with tables; of others sorted. `is_alive` uint8 (n,), or None: all are."""

    algorithm: str
    values: Values
    columns: Columns
    tables: Tables | None = None
    is_alive: NDArray[np.uint8] | None = None

    @staticmethod
    def of(algorithm: str, values: Values, columns: Columns, *, radius_bits: int, threads: int = 1) -> Segment:
        """Made ready to be searched; equal values keep their order."""
        if algorithm == NEAR_ALGORITHM:
            tables = build(words_of(values), radius_bits=radius_bits, threads=threads)
            return Segment(algorithm, values, columns, tables)
        order = _order(values)
        return Segment(algorithm, np.ascontiguousarray(values[order]), columns.take(order))

    def __len__(self) -> int:
        return len(self.values)

    @cached_property
    def living(self) -> int:
        """How many are not removed."""
        return len(self) if self.is_alive is None else int(np.count_nonzero(self.is_alive))

    def near(self, queries: NDArray[np.uint64], *, radius_bits: int, threads: int) -> Hits:
        """Living rows within the radius of uint64 (q, 4)."""
        assert self.tables is not None
        return search(self.tables, queries, radius_bits=radius_bits, is_alive=self.is_alive, threads=threads)

    def equal(self, queries: Values) -> Hits:
        """Living rows whose value is that of (q, bytes)."""
        if self.tables is not None:
            return self.near(words_of(queries), radius_bits=0, threads=1)
        if not len(self) or queries.shape[1] != self.values.shape[1]:
            return _hits(np.empty(0, np.int64), np.empty(0, np.int64))
        mine, asked = _sortable(self.values), _sortable(queries)
        start, stop = np.searchsorted(mine, asked, "left"), np.searchsorted(mine, asked, "right")
        counts = stop - start
        rows = np.arange(counts.sum()) + np.repeat(start - (np.cumsum(counts) - counts), counts)
        query = np.repeat(np.arange(len(queries)), counts)
        keep = np.ones(len(rows), bool) if self.is_alive is None else self.is_alive[rows] != 0
        return _hits(query[keep], rows[keep])

    def rows_of(self, id_: str, *, list_number: int) -> list[int]:
        """Living rows of one list's entry."""
        found = (row for row in self.columns.ids.rows_of(id_) if self.columns.lists[row] == list_number)
        return [row for row in found if self.is_alive is None or self.is_alive[row]]

    def without(self, rows: Rows | Sequence[int]) -> Segment:
        """The same with these rows removed."""
        if not len(rows):
            return self
        alive = np.ones(len(self), np.uint8) if self.is_alive is None else self.is_alive.copy()
        alive[np.asarray(rows, np.int64)] = 0
        return replace(self, is_alive=alive)

    def counts(self) -> dict[int, int]:
        """Living entries by list."""
        lists = self.columns.lists if self.is_alive is None else self.columns.lists[self.is_alive != 0]
        return {number: int(count) for number, count in enumerate(np.bincount(lists)) if count}

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All there is, by name."""
        body = {"values": self.values} if self.tables is None else self.tables.arrays()
        return {**body, **self.columns.arrays()}

    @staticmethod
    def from_arrays(algorithm: str, arrays: Mapping[str, NDArray[Any]], is_alive: NDArray[np.uint8] | None) -> Segment:
        """The same again; ValueError or KeyError when they cannot be a segment's."""
        tables = Tables.from_arrays(arrays) if algorithm == NEAR_ALGORITHM else None
        values = arrays["values"] if tables is None else tables.words.view(np.uint8)
        made = Segment(algorithm, values, Columns.from_arrays(arrays), tables, is_alive)
        if values.ndim != 2 or len(made.columns) != len(values) or len(values if is_alive is None else is_alive) != len(values):
            raise ValueError("columns of several lengths")
        return made


def joined(segments: Sequence[Segment], *, radius_bits: int, threads: int = 1) -> Segment:
    """One segment of what lives in these, in their order."""
    kept = [np.arange(len(one)) if one.is_alive is None else np.flatnonzero(one.is_alive) for one in segments]
    values = np.concatenate([one.values[rows] for one, rows in zip(segments, kept, strict=True)])
    columns = Columns.joined([one.columns.take(rows) for one, rows in zip(segments, kept, strict=True)])
    return Segment.of(segments[0].algorithm, values, columns, radius_bits=radius_bits, threads=threads)


def words_of(values: Values) -> NDArray[np.uint64]:
    """(n, 32) bytes as they come, as uint64 (n, 4)."""
    return np.ascontiguousarray(values, np.uint8).view(np.uint64).reshape(-1, 4)


def words_of_bytes(values: Iterable[bytes]) -> NDArray[np.uint64]:
    """Values of 32 bytes each, as uint64 (n, 4)."""
    return np.frombuffer(b"".join(values), np.uint64).reshape(-1, 4)


def _sortable(values: Values) -> NDArray[np.bytes_]:
    """Each row as one item that numpy orders by its bytes (rows are of one length, so zeros at the end do no harm)."""
    return np.ascontiguousarray(values, np.uint8).view(f"S{values.shape[1]}").reshape(-1)


def _order(values: Values) -> Rows:
    """Rows by value, equal ones as they come: by their first eight bytes, and by all where that does not decide."""
    if values.shape[1] >= _HEAD_BYTES:
        heads = np.ascontiguousarray(values[:, :_HEAD_BYTES]).view(">u8").reshape(-1).astype(np.uint64)
        order = np.argsort(heads, kind="stable")
        tied = np.flatnonzero(heads[order[1:]] == heads[order[:-1]])
        if np.array_equal(values[order[tied]], values[order[tied + 1]]):
            return order
    return np.argsort(_sortable(values), kind="stable")


def _hits(query: Rows, rows: Rows) -> Hits:
    return Hits(query, rows, np.zeros(len(rows), np.int64))
