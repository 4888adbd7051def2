from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from rehearsal.proportions import apportion, dealt


@given(st.dictionaries(st.text(), st.integers(1, 1000), min_size=1), st.integers(0, 5000))
def test_shares_add_up_and_stay_within_one_of_the_exact(weights: dict[str, int], total: int) -> None:
    shares = apportion(weights, total)
    whole = sum(weights.values())
    assert sum(shares.values()) == total
    assert all(abs(shares[key] - total * weight / whole) < 1 for key, weight in weights.items())


def test_what_is_dealt_is_what_was_apportioned() -> None:
    assert sorted(dealt(Random(1), {"a": 1, "b": 2}, 9)) == ["a"] * 3 + ["b"] * 6
