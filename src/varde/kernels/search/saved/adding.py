"""Entries are added to segments and removed from them; small segments are joined with larger ones. Nothing is written here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from varde.kernels.search.saved.columns import Columns
from varde.kernels.search.saved.errors import EntriesUnreadable
from varde.kernels.search.saved.segment import Segment, Values, joined
from varde.kernels.search.saved.types import NEAR_ALGORITHM, Entries
from varde.kernels.search.sizes import joined_from
from varde.kernels.search.types import VALUE_BYTES

_MOST_LISTS = 1 << 16
_MOST_BYTES = 4096  # of one value
_DEAD_SHARE = 0.5  # from which on a segment is written anew without its dead


class Names:
    """Lists and classes by number; a number once given stays."""

    def __init__(self, lists: Sequence[str] = (), classes: Sequence[str] = ()) -> None:
        self._lists = {name: number for number, name in enumerate(lists)}
        self._classes = {name: number for number, name in enumerate(classes, 1)}

    def list_number(self, name: str) -> int:
        """A list's number, given now if it has none."""
        number = self._lists.setdefault(name, len(self._lists))
        if number >= _MOST_LISTS:
            raise EntriesUnreadable(f"more than {_MOST_LISTS} lists")
        return number

    def known_list(self, name: str) -> int | None:
        """A list's number, if it has one."""
        return self._lists.get(name)

    def class_number(self, name: str) -> int:
        """A class's number, from 1 on."""
        return self._classes.setdefault(name, len(self._classes) + 1)

    @property
    def both(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """In the order of their numbers."""
        return tuple(self._lists), tuple(self._classes)


def removed(
    segments: Sequence[Segment], names: Names, entries: Mapping[str, Collection[str]], lists: Collection[str]
) -> list[Segment]:
    """The segments without these entries (list -> ids) and without whole lists."""
    whole = [number for name in lists if (number := names.known_list(name)) is not None]
    single = [(number, id_) for name, ids in entries.items() if (number := names.known_list(name)) is not None for id_ in ids]
    return [_without(segment, whole, single) for segment in segments]


def _without(segment: Segment, whole: Sequence[int], single: Iterable[tuple[int, str]]) -> Segment:
    rows = [row for number, id_ in single for row in segment.rows_of(id_, list_number=number)]
    of_lists = np.flatnonzero(np.isin(segment.columns.lists, whole)) if whole else np.empty(0, np.int64)
    return segment.without(np.concatenate((of_lists, np.array(rows, np.int64))))


def added(
    segments: Sequence[Segment], entries: Iterable[Entries], names: Names, *, radius_bits: int, threads: int
) -> list[Segment]:
    """The segments, and behind them one for each algorithm with what is new in the entries."""
    parts: dict[str, list[tuple[Values, Columns]]] = {}
    for one in entries:
        _check(one)
        columns = Columns.of(one, list_number=names.list_number(one.list), class_number=names.class_number)
        parts.setdefault(one.algorithm, []).append((one.values, columns))
    fresh = [_fresh(segments, algorithm, several, radius_bits, threads) for algorithm, several in parts.items()]
    return [*segments, *(one for one in fresh if len(one))]


def _check(entries: Entries) -> None:
    values = entries.values
    if values.dtype != np.uint8 or values.ndim != 2 or not 1 <= values.shape[1] <= _MOST_BYTES:
        raise EntriesUnreadable(entries.algorithm)
    if entries.algorithm == NEAR_ALGORITHM and values.shape[1] != VALUE_BYTES:
        raise EntriesUnreadable(f"{entries.algorithm} has {VALUE_BYTES} bytes")


def _fresh(
    segments: Sequence[Segment], algorithm: str, parts: Sequence[tuple[Values, Columns]], radius_bits: int, threads: int
) -> Segment:
    lengths = {one.values.shape[1] for one in segments if one.algorithm == algorithm}
    if len(lengths | {values.shape[1] for values, _ in parts}) > 1:
        raise EntriesUnreadable(f"{algorithm} in several lengths")
    values = parts[0][0] if len(parts) == 1 else np.concatenate([values for values, _ in parts])
    columns = parts[0][1] if len(parts) == 1 else Columns.joined([columns for _, columns in parts])
    is_new = _stands_once(values, columns) & ~_is_known(segments, algorithm, values, columns)
    if not is_new.all():
        rows = np.flatnonzero(is_new)
        values, columns = values[rows], columns.take(rows)
    return Segment.of(algorithm, np.ascontiguousarray(values), columns, radius_bits=radius_bits, threads=threads)


def _stands_once(values: Values, columns: Columns) -> NDArray[np.bool_]:
    """False where the same entry stands further up. Sums are compared first, so that few entries are."""
    once = np.ones(len(values), bool)
    if len(columns) < 2 or _have_ids_of_their_own(columns):
        return once
    sums = _sums(values, columns)
    order = np.argsort(sums, kind="stable")
    equal = np.flatnonzero(sums[order[1:]] == sums[order[:-1]])
    seen: dict[tuple[object, ...], int] = {}
    for row in sorted({int(order[place + more]) for place in equal.tolist() for more in (0, 1)}):
        if seen.setdefault((*columns.identity(row), values[row].tobytes()), row) != row:
            once[row] = False
    return once


def _have_ids_of_their_own(columns: Columns) -> bool:
    """No id twice: nothing can stand twice."""
    keys, order = columns.ids.arrays["id_key"], columns.ids.arrays.get("id_order")
    ordered = keys if order is None else keys[order]
    return bool((ordered[1:] > ordered[:-1]).all())


def _sums(values: Values, columns: Columns) -> NDArray[np.uint64]:
    """Equal entries have equal sums; others hardly ever."""
    sums = columns.ids.arrays["id_key"].astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    sums += columns.lists.astype(np.uint64) * np.uint64(0xD1B54A32D192ED03)
    sums += columns.column("row_at_ms").astype(np.int64).view(np.uint64) * np.uint64(0xBF58476D1CE4E5B9)
    padded = np.pad(values, ((0, 0), (0, -values.shape[1] % 8))) if values.shape[1] % 8 else np.ascontiguousarray(values)
    for column in padded.view(np.uint64).T:
        sums = (sums ^ column) * np.uint64(0x94D049BB133111EB)
        sums ^= sums >> np.uint64(29)
    return sums


def _is_known(segments: Sequence[Segment], algorithm: str, values: Values, columns: Columns) -> NDArray[np.bool_]:
    """True where an entry lives in the segments already."""
    known = np.zeros(len(values), bool)
    for segment in segments:
        if segment.algorithm == algorithm:
            hits = segment.equal(values)
            for query, row in zip(hits.query.tolist(), hits.entry.tolist(), strict=True):
                known[query] |= columns.identity(query) == segment.columns.identity(row)
    return known


def settled(segments: Sequence[Segment], *, radius_bits: int, threads: int) -> list[Segment]:
    """The same entries in fewer segments, where that is due; segments in which nothing lives any more are gone."""
    kept = []
    for algorithm in dict.fromkeys(one.algorithm for one in segments):
        mine = [one for one in segments if one.algorithm == algorithm and one.living]
        start = joined_from([one.living for one in mine])
        tail = [joined(mine[start:], radius_bits=radius_bits, threads=threads)] if mine[start:] else []
        kept += [_lightened(one, radius_bits=radius_bits, threads=threads) for one in mine[:start]] + tail
    return kept


def _lightened(segment: Segment, *, radius_bits: int, threads: int) -> Segment:
    if len(segment) - segment.living <= _DEAD_SHARE * len(segment):
        return segment
    return joined([segment], radius_bits=radius_bits, threads=threads)
