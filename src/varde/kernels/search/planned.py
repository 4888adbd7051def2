"""Large lists in tables, small changes beside them: the index for anything from a handful of entries to ten million.

Few entries are compared one by one without anything being compiled or loaded. What is removed is only marked, until more is
marked than alive.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic

import numpy as np
from numpy.typing import NDArray

from varde.kernels.search.plain import checked
from varde.kernels.search.plan import SCANNED_BELOW
from varde.kernels.search.sizes import joined_from
from varde.kernels.search.tables import Hits, Tables, build, search
from varde.kernels.search.types import RADIUS_BITS, Id, Neighbour

Words = NDArray[np.uint64]


@dataclass(frozen=True)
class _Part:
    """Entries added one after the other; `first` is the number of the first among all."""

    first: int
    tables: Tables
    is_alive: NDArray[np.uint8]

    def near(self, queries: Words, radius_bits: int, threads: int) -> Hits:
        found = search(self.tables, queries, radius_bits=radius_bits, is_alive=self.is_alive, threads=threads)
        return Hits(found.query, found.entry + self.first, found.bits)


class PlannedIndex(Generic[Id]):
    """Entries are numbered as they come; parts of them in tables, oldest and largest first, the newest compared one by one."""

    def __init__(self, *, radius_bits: int = RADIUS_BITS, threads: int = 1) -> None:
        """For questions up to `radius_bits` above all (others are answered too, more slowly)."""
        self._planned_bits, self._threads = radius_bits, threads
        self._parts: list[_Part] = []
        self._ids: list[Id] = []
        self._numbers: dict[Id, int | dict[bytes, int]] = {}  # of what is alive; most ids have one
        self._alive = 0

    def add(self, entries: Iterable[tuple[Id, bytes]]) -> None:
        """Take entries in; one that is there stays there once."""
        fresh = {(id_, bytes(checked(value))): None for id_, value in entries}
        new = [(id_, value) for id_, value in fresh if value not in self._numbers_of(id_)]
        if not new:
            return
        self._parts.append(_part(len(self._ids), _words([value for _, value in new])))
        for number, (id_, value) in enumerate(new, len(self._ids)):
            self._enter(id_, value, number)
        self._ids += [id_ for id_, _ in new]
        self._alive += len(new)
        self._settle()

    def _enter(self, id_: Id, value: bytes, number: int) -> None:
        held = self._numbers.get(id_)
        if held is None:
            self._numbers[id_] = number
        elif isinstance(held, dict):
            held[value] = number
        else:
            self._numbers[id_] = {**self._numbers_of(id_), value: number}

    def _numbers_of(self, id_: Id) -> dict[bytes, int]:
        """An id's values and their numbers."""
        held = self._numbers.get(id_, {})
        if isinstance(held, dict):
            return held
        part = self._parts[bisect_right(self._parts, held, key=lambda one: one.first) - 1]
        return {part.tables.words[held - part.first].tobytes(): held}

    def _settle(self) -> None:
        """Join what is newest, so that parts are few: into one to compare one by one while that is small, else into tables."""
        start = min(joined_from([len(part.tables) for part in self._parts]), len(self._parts) - 1)
        if start < len(self._parts) - 1 or len(self._parts[-1].tables) > SCANNED_BELOW:
            self._parts[start:] = [self._joined(self._parts[start:])]

    def _joined(self, parts: list[_Part]) -> _Part:
        words = np.concatenate([part.tables.words for part in parts])
        alive = np.concatenate([part.is_alive for part in parts])
        return _Part(parts[0].first, build(words, radius_bits=self._planned_bits, threads=self._threads), alive)

    def remove(self, ids: Iterable[Id]) -> int:
        """Take out every entry with one of these ids."""
        popped = [self._numbers.pop(id_, {}) for id_ in set(ids)]
        numbers = [number for one in popped for number in (one.values() if isinstance(one, dict) else (one,))]
        gone = np.sort(np.array(numbers, np.int64))
        for part in self._parts:
            start, stop = np.searchsorted(gone, (part.first, part.first + len(part.tables)))
            part.is_alive[gone[start:stop] - part.first] = 0
        self._alive -= len(numbers)
        if 2 * self._alive < len(self._ids):
            self._close_up()
        return len(numbers)

    def _close_up(self) -> None:
        """Number what is alive anew, in its order."""
        is_alive = np.concatenate([part.is_alive for part in self._parts]) != 0
        words = np.concatenate([part.tables.words for part in self._parts])[is_alive]
        self._ids = [self._ids[number] for number in np.flatnonzero(is_alive)]
        numbers = np.cumsum(is_alive) - 1
        for id_, held in self._numbers.items():
            moved = {value: int(numbers[old]) for value, old in held.items()} if isinstance(held, dict) else int(numbers[held])
            self._numbers[id_] = moved
        self._parts = [self._joined([_part(0, words)])] if len(words) else []

    def near(self, values: list[bytes], *, radius_bits: int = RADIUS_BITS) -> list[list[Neighbour[Id]]]:
        """Each value's neighbours."""
        queries = _words([checked(value) for value in values])
        found = [part.near(queries, radius_bits, self._threads) for part in self._parts]
        answers: list[list[Neighbour[Id]]] = [[] for _ in values]
        for query, number, bits in _in_order([hits for hits in found if len(hits)]):
            answers[query].append(Neighbour(self._ids[number], bits))
        return answers

    def __len__(self) -> int:
        return self._alive


def _part(first: int, words: Words) -> _Part:
    return _Part(first, Tables(words), np.ones(len(words), np.uint8))


def _words(values: list[bytes]) -> Words:
    return np.frombuffer(b"".join(values), np.uint64).reshape(-1, 4)


def _in_order(found: list[Hits]) -> Iterable[tuple[int, int, int]]:
    """By query, nearest first, then in the order added."""
    if not found:
        return ()
    query, number, bits = (np.concatenate([getattr(hits, name) for hits in found]) for name in ("query", "entry", "bits"))
    order = np.lexsort((number, bits, query)) if len(found) > 1 else slice(None)
    return zip(query[order].tolist(), number[order].tolist(), bits[order].tolist(), strict=True)
