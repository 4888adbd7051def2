"""Every entry compared, but many at once: 256-bit values as four 64-bit words in numpy arrays.

Linear in the number of entries; below some hundred thousand of them that is fast enough, and it never misses.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic

import numpy as np
from numpy.typing import NDArray

from varde.kernels.search.plain import checked
from varde.kernels.search.types import RADIUS_BITS, VALUE_BYTES, Id, Neighbour

_WORDS = VALUE_BYTES // 8
_AT_ONCE = 1 << 16  # entries compared in one go, so that the words stay in the processor's cache
_FIRST_CAPACITY = 1024


class ScanIndex(Generic[Id]):
    """Values in one growing array, ids beside them; what is removed is closed up at once, the order kept."""

    def __init__(self) -> None:
        self._words: NDArray[np.uint64] = np.empty((_WORDS, _FIRST_CAPACITY), np.uint64)
        self._ids: list[Id] = []
        self._known: set[tuple[Id, bytes]] = set()

    def add(self, entries: Iterable[tuple[Id, bytes]]) -> None:
        """Take entries in; one that is there stays there once."""
        fresh = {(id_, bytes(checked(value))): None for id_, value in entries}
        new = [entry for entry in fresh if entry not in self._known]
        start, stop = len(self._ids), len(self._ids) + len(new)
        self._reserve(stop)
        self._words[:, start:stop] = _words([value for _, value in new])
        self._ids += [id_ for id_, _ in new]
        self._known.update(new)

    def _reserve(self, count: int) -> None:
        capacity = self._words.shape[1]
        if count > capacity:
            larger = np.empty((_WORDS, max(count, 2 * capacity)), np.uint64)
            larger[:, : len(self._ids)] = self._words[:, : len(self._ids)]
            self._words = larger

    def remove(self, ids: Iterable[Id]) -> int:
        """Take out every entry with one of these ids."""
        gone, before = set(ids), len(self._ids)
        kept = [place for place, id_ in enumerate(self._ids) if id_ not in gone]
        self._words[:, : len(kept)] = self._words[:, kept]
        self._ids = [self._ids[place] for place in kept]
        self._known = {entry for entry in self._known if entry[0] not in gone}
        return before - len(kept)

    def near(self, values: list[bytes], *, radius_bits: int = RADIUS_BITS) -> list[list[Neighbour[Id]]]:
        """Each value's neighbours."""
        queries = _words([checked(value) for value in values])
        return [self._near(queries[:, column], radius_bits) for column in range(len(values))]

    def _near(self, query: NDArray[np.uint64], radius_bits: int) -> list[Neighbour[Id]]:
        found = [self._near_between(query, start, radius_bits) for start in range(0, len(self._ids), _AT_ONCE)]
        return sorted((one for part in found for one in part), key=lambda one: one.bits_apart)

    def _near_between(self, query: NDArray[np.uint64], start: int, radius_bits: int) -> list[Neighbour[Id]]:
        """Two words first: what they alone put out of reach needs no further look."""
        words = self._words[:, start : min(start + _AT_ONCE, len(self._ids))]
        half = np.bitwise_count(words[0] ^ query[0]) + np.bitwise_count(words[1] ^ query[1])
        places = np.flatnonzero(half <= min(radius_bits, 128)) if radius_bits >= 0 else np.empty(0, np.intp)
        rest = np.bitwise_count(words[2:, places] ^ query[2:, None]).sum(axis=0, dtype=np.int64)
        total = half[places].astype(np.int64) + rest
        hits = np.flatnonzero(total <= radius_bits)
        return [Neighbour(self._ids[start + int(places[hit])], int(total[hit])) for hit in hits]

    def __len__(self) -> int:
        return len(self._ids)


def _words(values: list[bytes]) -> NDArray[np.uint64]:
    return np.frombuffer(b"".join(values), np.uint64).reshape(-1, _WORDS).T
