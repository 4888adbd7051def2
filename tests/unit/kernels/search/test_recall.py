"""No neighbour is missed, by comparing with every entry (10^5 queries among 10^6 entries are `varde bench search`'s)."""

from __future__ import annotations

import numpy as np
import pytest

from rehearsal.measuring.hashes import natural, planted
from varde.kernels.search.plan import Plan, plan_for
from varde.kernels.search.tables import Tables, build, search

ENTRIES, QUERIES = 50_000, 10_240


@pytest.mark.parametrize("plan", [plan_for(ENTRIES), plan_for(1_000_000), plan_for(10_000_000)], ids=["50k", "1M", "10M"])
def test_ten_thousand_neighbours_planted_at_every_distance_are_all_found(plan: Plan) -> None:
    words = natural(ENTRIES, seed=11)
    rows, bits = np.random.default_rng(12).integers(0, ENTRIES, QUERIES), np.arange(QUERIES) % 40
    queries = planted(words, rows=rows, bits=bits, seed=13)
    found, truth = search(build(words, plan=plan), queries), search(Tables(words), queries)
    for column in ("query", "entry", "bits"):
        assert np.array_equal(getattr(found, column), getattr(truth, column))
    own = set(zip(found.query.tolist(), found.entry.tolist(), strict=True))
    asked = zip(range(QUERIES), rows.tolist(), bits.tolist(), strict=True)
    assert all(((query, row) in own) == (far <= 31) for query, row, far in asked)
