"""Entries in a few segments of falling size, each with tables of its own: what comes is a small new one, what goes is marked.

Adding costs as much as the new entries, and now and then the joining of small segments with the next larger ones. All of it is
in this process's memory and nowhere else; `varde.kernels.search.saved` is the same in files.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic

import numpy as np

from varde.kernels.search.plain import checked
from varde.kernels.search.sizes import joined_from
from varde.kernels.search.tables import Tables, Words, build, search
from varde.kernels.search.types import RADIUS_BITS, Id, Neighbour

_DEAD_SHARE = 0.5  # from which on a segment is made anew without its dead


class SegmentedIndex(Generic[Id]):
    """An index of any size; up to some ten thousand entries it does without compiled kernels."""

    def __init__(self) -> None:
        self._segments: list[_Segment[Id]] = []

    def add(self, entries: Iterable[tuple[Id, bytes]]) -> None:
        """Take entries in; one that is there stays there once."""
        fresh = list(dict.fromkeys((id_, bytes(checked(value))) for id_, value in entries))
        words = _words([value for _, value in fresh])
        known = [segment.holds([id_ for id_, _ in fresh], words) for segment in self._segments]
        rows = [row for row in range(len(fresh)) if not any(row in each for each in known)]
        if rows:
            self._segments.append(_Segment([fresh[row][0] for row in rows], build(words[rows])))
            self._settle()

    def remove(self, ids: Iterable[Id]) -> int:
        """Take out every entry with one of these ids."""
        gone = set(ids)
        count = sum(segment.remove(gone) for segment in self._segments) if gone else 0
        if count:
            self._settle()
        return count

    def _settle(self) -> None:
        living = [segment for segment in self._segments if segment.living]
        start = joined_from([segment.living for segment in living])
        tail = [_joined(living[start:])] if living[start:] else []
        self._segments = [_joined([one]) if one.is_mostly_dead else one for one in living[:start]] + tail

    def near(self, values: list[bytes], *, radius_bits: int = RADIUS_BITS, threads: int = 1) -> list[list[Neighbour[Id]]]:
        """Each value's neighbours."""
        queries = _words([checked(value) for value in values])
        answers: list[list[Neighbour[Id]]] = [[] for _ in values]
        for segment in self._segments:
            hits = search(segment.tables, queries, radius_bits=radius_bits, is_alive=segment.is_alive, threads=threads)
            for query, row, bits in zip(hits.query.tolist(), hits.entry.tolist(), hits.bits.tolist(), strict=True):
                answers[query].append(Neighbour(segment.ids[row], bits))
        if len(self._segments) > 1:
            for answer in answers:
                answer.sort(key=lambda one: one.bits_apart)
        return answers

    def __len__(self) -> int:
        return sum(segment.living for segment in self._segments)


class _Segment(Generic[Id]):
    def __init__(self, ids: list[Id], tables: Tables) -> None:
        self.ids, self.tables = ids, tables
        self.is_alive = np.ones(len(ids), np.uint8)
        self.living = len(ids)

    def holds(self, ids: list[Id], words: Words) -> set[int]:
        """Which of these entries live here already, by their places."""
        hits = search(self.tables, words, radius_bits=0, is_alive=self.is_alive)
        pairs = zip(hits.query.tolist(), hits.entry.tolist(), strict=True)
        return {query for query, row in pairs if ids[query] == self.ids[row]}

    def remove(self, gone: set[Id]) -> int:
        rows = [row for row, id_ in enumerate(self.ids) if id_ in gone and self.is_alive[row]]
        self.is_alive[rows] = 0
        self.living -= len(rows)
        return len(rows)

    @property
    def is_mostly_dead(self) -> bool:
        return self.living < _DEAD_SHARE * len(self.ids)

    def kept(self) -> tuple[list[Id], Words]:
        rows = np.flatnonzero(self.is_alive)
        return [self.ids[row] for row in rows.tolist()], self.tables.words[rows]


def _joined(segments: list[_Segment[Id]]) -> _Segment[Id]:
    kept = [segment.kept() for segment in segments]
    return _Segment([id_ for ids, _ in kept for id_ in ids], build(np.concatenate([words for _, words in kept])))


def _words(values: list[bytes]) -> Words:
    return np.frombuffer(b"".join(values), np.uint64).reshape(-1, 4)
