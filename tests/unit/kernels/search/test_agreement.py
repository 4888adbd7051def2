"""Every index finds exactly what the plain one finds, in the same order."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from varde.kernels.search import INDEXES, PlainIndex

FAST = [name for name in INDEXES if name != "plain"]
# few distinct bytes and few flips: many equal values, many at the very edge of the radius
ROOTS = st.sampled_from([bytes(32), b"\xff" * 32, b"\xaa" * 32, bytes(range(32))])
FLIPS = st.sets(st.integers(0, 255), max_size=64)


def _flipped(value: bytes, places: set[int]) -> bytes:
    return (int.from_bytes(value, "big") ^ sum(1 << place for place in places)).to_bytes(32, "big")


VALUES = st.one_of(st.binary(min_size=32, max_size=32), st.builds(_flipped, ROOTS, FLIPS))
ENTRIES = st.lists(st.tuples(st.integers(0, 9), VALUES), max_size=40)


@pytest.mark.parametrize("name", FAST)
@given(
    entries=ENTRIES,
    later=ENTRIES,
    removed=st.sets(st.integers(0, 9)),
    queries=st.lists(VALUES, max_size=5),
    radius=st.integers(0, 256),
)
@settings(max_examples=150, deadline=None)
def test_the_fast_one_agrees(  # noqa: PLR0917  hypothesis names them
    name: str,
    entries: list[tuple[int, bytes]],
    later: list[tuple[int, bytes]],
    removed: set[int],
    queries: list[bytes],
    radius: int,
) -> None:
    plain, fast = PlainIndex[int](), INDEXES[name]()
    for index in (plain, fast):
        index.add(entries)
    assert fast.remove(removed) == plain.remove(removed)
    for index in (plain, fast):
        index.add(later)
    asked = queries + [value for _, value in entries]
    assert len(fast) == len(plain)
    assert fast.near(asked, radius_bits=radius) == plain.near(asked, radius_bits=radius)
