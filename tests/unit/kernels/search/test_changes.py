"""However entries come and go, the planned index finds what the plain meaning finds."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from varde.kernels.search import PlainIndex
from varde.kernels.search.planned import PlannedIndex
from varde.kernels.search.sizes import joined_from

ROOTS = st.sampled_from([bytes(32), b"\xaa" * 32])
FLIPS = st.sets(st.integers(0, 255), max_size=40)
VALUES = st.builds(
    lambda value, places: (int.from_bytes(value, "big") ^ sum(1 << one for one in places)).to_bytes(32, "big"), ROOTS, FLIPS
)
ENTRIES = st.lists(st.tuples(st.integers(0, 5), VALUES), max_size=8)
STEPS = st.lists(
    st.one_of(st.tuples(st.just("add"), ENTRIES), st.tuples(st.just("remove"), st.sets(st.integers(0, 5)))), max_size=12
)


@given(steps=STEPS, queries=st.lists(VALUES, max_size=3), radius=st.integers(0, 60))
@settings(max_examples=100, deadline=None)
def test_any_sequence_of_changes_agrees_with_the_plain_meaning(
    steps: list[tuple[str, object]], queries: list[bytes], radius: int
) -> None:
    plain, fast = PlainIndex[int](), PlannedIndex[int]()
    for verb, what in steps:
        assert getattr(plain, verb)(what) == getattr(fast, verb)(what)
        assert len(plain) == len(fast)
    assert fast.near([*queries, bytes(32)], radius_bits=radius) == plain.near([*queries, bytes(32)], radius_bits=radius)


def test_sizes_fall_steeply() -> None:
    assert joined_from([]) == 0
    assert joined_from([9]) == 1
    assert joined_from([100, 25]) == 2
    assert joined_from([100, 26]) == 0
    assert joined_from([1000, 40, 10, 3]) == 1
