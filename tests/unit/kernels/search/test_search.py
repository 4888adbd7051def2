from __future__ import annotations

import numpy as np
import pytest

from varde.kernels.search import INDEXES, Neighbour, ScanIndex, near

ZERO = bytes(32)


def apart(bits: int) -> bytes:
    return ((1 << bits) - 1).to_bytes(32, "big")


@pytest.mark.parametrize("name", INDEXES)
def test_the_nearest_come_first_and_the_radius_is_inclusive(name: str) -> None:
    index = INDEXES[name]()
    index.add([("edge", apart(31)), ("beyond", apart(32)), ("same", ZERO), ("near", apart(3))])
    assert index.near([ZERO]) == [[Neighbour("same", 0), Neighbour("near", 3), Neighbour("edge", 31)]]


@pytest.mark.parametrize("name", INDEXES)
def test_added_twice_is_there_once_and_removed_is_gone(name: str) -> None:
    index = INDEXES[name]()
    index.add([("a", ZERO), ("a", ZERO)])
    index.add([("a", ZERO), ("b", ZERO), ("a", apart(1))])
    assert len(index) == 3
    assert index.remove(["a", "unknown"]) == 2
    assert index.near([ZERO]) == [[Neighbour("b", 0)]]


@pytest.mark.parametrize("name", INDEXES)
def test_an_empty_index_and_an_empty_question_have_empty_answers(name: str) -> None:
    index = INDEXES[name]()
    assert index.near([]) == []
    assert index.near([ZERO]) == [[]]
    assert index.remove(["a"]) == 0


@pytest.mark.parametrize("name", INDEXES)
def test_a_value_of_another_length_is_a_mistake(name: str) -> None:
    index = INDEXES[name]()
    with pytest.raises(ValueError, match="32 bytes"):
        index.add([("a", b"short")])
    with pytest.raises(ValueError, match="32 bytes"):
        index.near([b"short"])
    assert len(index) == 0


def test_planted_neighbours_are_all_found_among_many() -> None:
    made = np.random.default_rng(3)
    many = made.integers(0, 256, (150_000, 32), dtype=np.uint8)
    index = ScanIndex[int]()
    index.add((place, row.tobytes()) for place, row in enumerate(many))
    index.add((-bits - 1, apart(bits)) for bits in range(40))
    assert {one.id for one in index.near([ZERO])[0]} == {-bits - 1 for bits in range(32)}


def test_plain_near_is_what_it_says() -> None:
    assert near(ZERO, [("a", apart(5)), ("b", apart(6))], radius_bits=5) == [Neighbour("a", 5)]
