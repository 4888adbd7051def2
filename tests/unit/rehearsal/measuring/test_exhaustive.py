"""Recall is counted, not assumed: a search that misses or invents a neighbour is found out."""

from __future__ import annotations

import numpy as np
import pytest

from rehearsal.measuring import exhaustive, hashes
from varde.kernels.search.tables import Hits, Tables, search

WORDS = hashes.natural(3000)


def _every(asked: exhaustive.Words) -> Hits:
    return search(Tables(WORDS), asked)


def test_the_tables_find_all_that_comparing_every_entry_finds() -> None:
    seen = exhaustive.recall(WORDS, 256)
    assert (seen.recall, seen.wrong, seen.planted_found) == (1.0, 0, 256)
    assert seen.true >= 256
    assert set(seen.by_distance) == {1.0}


def test_one_planted_miss_makes_recall_less_than_one() -> None:
    def forgetful(asked: exhaustive.Words) -> Hits:
        hits = _every(asked)
        kept = hits.bits != 31
        return Hits(hits.query[kept], hits.entry[kept], hits.bits[kept])

    seen = exhaustive.recall(WORDS, 256, find=forgetful)
    assert seen.recall < 1.0
    assert seen.planted_found == 256 - 8
    assert [distance for distance, share in enumerate(seen.by_distance) if share < 1.0] == [31]


def test_a_neighbour_that_is_none_is_counted_as_wrong() -> None:
    def inventive(asked: exhaustive.Words) -> Hits:
        hits = _every(asked)
        return Hits(np.append(hits.query, 0), np.append(hits.entry, 7), np.append(hits.bits, 0))

    assert exhaustive.recall(WORDS, 32, find=inventive).wrong == 1


@pytest.mark.parametrize("count", [32, 320])
def test_every_distance_is_asked_equally_often(count: int) -> None:
    queries, rows, bits = exhaustive.planted_queries(WORDS, count)
    assert set(np.bincount(bits).tolist()) == {count // 32}
    assert (np.bitwise_count(queries ^ WORDS[rows]).sum(axis=1) == bits).all()
