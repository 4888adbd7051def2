"""Does the search find everything? Neighbours planted at every distance, and every entry compared with every query."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rehearsal.measuring import hashes
from varde.kernels.search import RADIUS_BITS
from varde.kernels.search.tables import Hits, Tables, build, search

Words = NDArray[np.uint64]
Find = Callable[[Words], Hits]
_AT_ONCE = 1 << 13


@dataclass(frozen=True)
class Recall:
    """Of the `true` neighbours of all queries, how many were `found`; and how many of the planted ones, one for each query.

    `by_distance[d]` is the share found among all true neighbours d bits away; `wrong` counts hits that are none.
    """

    queries: int
    true: int
    found: int
    planted_found: int
    wrong: int
    by_distance: tuple[float, ...]

    @property
    def recall(self) -> float:
        """1.0 is everything."""
        return self.found / self.true if self.true else 1.0


def planted_queries(words: Words, count: int, *, seed: int = 5) -> tuple[Words, NDArray[np.int64], NDArray[np.int64]]:
    """Queries, the entry each was made from, and in how many bits it differs: as many of 0 as of 31."""
    rows = np.random.default_rng(seed).integers(0, len(words), count)
    bits = np.arange(count) % (RADIUS_BITS + 1)
    return hashes.planted(words, rows=rows, bits=bits, seed=seed + 1), rows, bits


def recall(words: Words, count: int, *, find: Find | None = None) -> Recall:
    """Ask `count` planted queries of the tables over these words (or of `find`), and compare every pair to know the truth."""
    queries, rows, bits = planted_queries(words, count)
    if find is None:
        tables = build(words)
        found_by: Find = lambda asked: search(tables, asked)  # noqa: E731  the default of an argument
    else:
        found_by = find
    every = Tables(words)  # no tables: each entry is compared
    parts = [_compared(found_by(asked), search(every, asked), at) for at, asked in _parts(queries)]
    found, true = (np.concatenate([part[side] for part in parts]) for side in (0, 1))
    hit = np.isin(true, found, assume_unique=True)
    distance = (true & 0x1FF).astype(np.int64)
    planted = (np.arange(count) << 40 | rows << 9 | bits).astype(np.int64)
    return Recall(
        count,
        len(true),
        int(hit.sum()),
        int(np.isin(planted, found).sum()),
        len(found) - int(hit.sum()),
        tuple(float(hit[distance == d].mean()) if (distance == d).any() else 1.0 for d in range(RADIUS_BITS + 1)),
    )


def _parts(queries: Words) -> list[tuple[int, Words]]:
    return [(at, queries[at : at + _AT_ONCE]) for at in range(0, len(queries), _AT_ONCE)]


def _compared(found: Hits, true: Hits, at: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Each hit as one number: query, entry and distance."""
    one, other = ((hits.query + at) << 40 | hits.entry << 9 | hits.bits for hits in (found, true))
    return one, other
