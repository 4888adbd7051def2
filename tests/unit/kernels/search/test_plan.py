from __future__ import annotations

import pytest

from varde.kernels.search.plan import VALUE_BITS, Plan, cost, plan_for, radii_for

LENGTHS = [20_000, 21_000, 99_999, 100_000, 300_000, 1_000_000, 10_000_000, 100_000_000, 2_000_000_000]


@pytest.mark.parametrize("entries", LENGTHS)
@pytest.mark.parametrize("radius", [0, 1, 31, 63])
def test_a_plan_fills_the_value_and_misses_nothing_within_its_radius(entries: int, radius: int) -> None:
    plan = plan_for(entries, radius_bits=radius)
    if plan.chunks:
        assert sum(chunk.width for chunk in plan.chunks) == VALUE_BITS
        assert [chunk.first for chunk in plan.chunks] == [
            sum(one.width for one in plan.chunks[:n]) for n in range(len(plan.chunks))
        ]
        assert plan.radius_bits >= radius


@pytest.mark.parametrize("entries", [0, 1, 19_999])
def test_a_short_list_has_no_tables(entries: int) -> None:
    assert plan_for(entries) == Plan()


def test_long_lists_have_tables_and_longer_ones_cost_less_than_in_proportion() -> None:
    prices = []
    for entries in (100_000, 1_000_000, 10_000_000):
        chunks = plan_for(entries).chunks
        prices.append(sum(cost(entries, chunk.width, chunk.radius) for chunk in chunks))
    assert 0 < prices[1] < 10 * prices[0]
    assert 0 < prices[2] < 10 * prices[1]


@pytest.mark.parametrize("radius", range(64))
def test_for_any_radius_enough_is_looked_at_or_everything_is_compared(radius: int) -> None:
    radii = radii_for(plan_for(1_000_000), 1_000_000, radius)
    assert radii is None or sum(each + 1 for each in radii) >= radius + 1


def test_a_smaller_radius_is_not_dearer() -> None:
    plan = plan_for(1_000_000)

    def price(radius: int) -> float:
        radii = radii_for(plan, 1_000_000, radius)
        assert radii is not None
        return sum(cost(1_000_000, chunk.width, each) for chunk, each in zip(plan.chunks, radii, strict=True))

    assert price(0) < price(10) < price(31)


def test_chunks_that_do_not_fill_a_value_are_no_plan() -> None:
    with pytest.raises(ValueError, match="256 together"):
        Plan.of((16, 1), (16, 1))
    with pytest.raises(ValueError, match="1 to 28"):
        Plan.of((200, 1), (28, 1), (28, 1))
