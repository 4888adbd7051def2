"""An index that grows from a few entries compared one by one into tables, and shrinks again, always answers as a scan does."""

from __future__ import annotations

import subprocess
import sys

import numpy as np

from varde.kernels.search import PlannedIndex, ScanIndex

RNG = np.random.default_rng(21)


def values(count: int) -> list[bytes]:
    return [row.tobytes() for row in RNG.integers(0, 256, (count, 32), dtype=np.uint8)]


def near_to(value: bytes, bits: int) -> bytes:
    flipped = sum(1 << int(place) for place in RNG.choice(256, bits, replace=False))
    return (int.from_bytes(value, "big") ^ flipped).to_bytes(32, "big")


class Both:
    """What is done to one is done to the other."""

    def __init__(self) -> None:
        self.planned, self.scan = PlannedIndex[int](), ScanIndex[int]()

    def add(self, entries: list[tuple[int, bytes]]) -> None:
        self.planned.add(entries)
        self.scan.add(entries)

    def remove(self, ids: list[int]) -> None:
        assert self.planned.remove(ids) == self.scan.remove(ids)

    def agree(self, asked: list[bytes], *radii: int) -> None:
        assert len(self.planned) == len(self.scan)
        for radius in radii:
            assert self.planned.near(asked, radius_bits=radius) == self.scan.near(asked, radius_bits=radius)


def test_growing_in_steps_of_every_size_removing_and_adding_again() -> None:
    both, known = Both(), values(41_000)
    both.add(list(enumerate(known[:5])))
    both.agree(known[:6], 0, 31)
    both.add(list(enumerate(known[:30_000])))  # five of them are there
    twins = [(50_000 + place, near_to(known[place], place % 40)) for place in range(80)]
    both.add(twins)
    for start in range(30_000, 41_000, 2_200):
        both.add(list(enumerate(known[start : start + 2_200], start)))
    asked = known[:80] + known[40_950:] + values(5)
    both.agree(asked, 0, 10, 31, 40)
    assert any(part.tables.plan.chunks for part in both.planned._parts)
    both.remove([0, 3, 50_004, 40_999, 77_777])
    both.add([(3, known[3]), (90_000, known[4])])  # what comes back comes last
    both.agree(asked, 0, 31)


def test_when_most_are_gone_the_rest_closes_up_in_its_order() -> None:
    both, known = Both(), values(26_000)
    both.add(list(enumerate(known)))
    both.remove(list(range(100, 20_000)))
    assert sum(len(part.tables) for part in both.planned._parts) == len(both.planned) == 6_100
    both.add([(100, known[5]), (7, known[5])])
    both.agree(known[:10] + known[20_000:20_010], 0, 31)
    both.remove(list(range(30_000)))
    assert len(both.planned) == 0
    both.agree(known[:3], 31)
    both.add([(1, known[1])])
    both.agree(known[:3], 31)


def test_the_nearest_come_first_across_old_and_new() -> None:
    index, root = PlannedIndex[str](), values(1)[0]
    index.add([("far", near_to(root, 20)), ("same", root), *((f"n{place}", value) for place, value in enumerate(values(25_000)))])
    index.add([("near", near_to(root, 3)), ("same too", root)])
    assert [one.id for one in index.near([root])[0]] == ["same", "same too", "near", "far"]


def test_small_indexes_load_no_compiler() -> None:
    story = """
import sys
from varde.kernels.search import PlannedIndex
index = PlannedIndex()
index.add((number, number.to_bytes(32, "big")) for number in range(15_000))
index.remove(range(3))
assert [one.id for one in index.near([bytes(32)], radius_bits=1)[0]][:2] == [4, 8]
assert "numba" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", story], check=True)
