"""A list of 256-bit values made ready to be searched: arrays only, no ids, so that a file can hold them and many processes map them.

Entries are known by their row, 0 to n - 1. The arrays may be read-only. What is in them is never trusted as an address: a
damaged array gives wrong answers, not wild reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from varde.kernels.search.plan import Plan

LAYOUT = 1  # of the arrays; a file with another one is built anew
Words = NDArray[np.uint64]


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
    """`words` is uint64[n, 4], a row per entry, each value's bytes as they come; the other arrays are the tables over them."""

    words: Words
    plan: Plan = field(default_factory=Plan)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All there is, by name."""
        return {"words": self.words}

    @staticmethod
    def from_arrays(arrays: Mapping[str, NDArray[Any]]) -> Tables:
        """The same again; ValueError when shapes or types cannot be such tables."""
        return Tables(arrays["words"])

    def __len__(self) -> int:
        return len(self.words)


def build(words: Words, *, radius_bits: int = 31, plan: Plan | None = None, threads: int = 1) -> Tables:  # noqa: ARG001
    """Make tables over uint64[n, 4]; the array is kept, not copied, where it is contiguous."""
    return Tables(np.ascontiguousarray(words, np.uint64).reshape(-1, 4), plan or Plan())


def search(
    tables: Tables,
    queries: Words,
    *,
    radius_bits: int = 31,
    is_alive: NDArray[np.uint8] | None = None,
    threads: int = 1,  # noqa: ARG001
) -> Hits:
    """Every row at most `radius_bits` from each of uint64[q, 4]; rows whose `is_alive` is 0 are passed over."""
    found = []
    for number, query in enumerate(queries):
        bits = np.bitwise_count(tables.words ^ query).sum(axis=1, dtype=np.int64)
        near = bits <= radius_bits
        rows = np.flatnonzero(near if is_alive is None else near & (is_alive != 0))
        order = rows[np.argsort(bits[rows], kind="stable")]
        found.append((np.full(len(order), number), order, bits[order]))
    columns = [np.concatenate([part[k] for part in found] or [[]]).astype(np.int64) for k in range(3)]
    return Hits(*columns)
