"""Tables find what comparing every entry finds, whatever the list, the plan, the radius, and who holds the memory."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from varde.kernels.search.plan import Plan
from varde.kernels.search.tables import Hits, Tables, build, search

Words = NDArray[np.uint64]

PLANS = {
    "none": Plan(),
    "sixteens": Plan.of(*[(16, 1)] * 16),
    "long ones": Plan.of(*[(18, 2)] * 10, (18, 1), (20, -1), (20, -1), (18, -1)),
    "mixed": Plan.of(*[(10, 0)] * 12, (13, 1), (13, 1), (13, 1), (13, 1), *[(14, 1)] * 6),
    "eights": Plan.of(*[(8, 0)] * 32),
}


def apart(words: Words, queries: Words) -> NDArray[np.int64]:
    """The meaning: every query with every entry."""
    bits: NDArray[np.int64] = np.bitwise_count(words[None] ^ queries[:, None]).sum(axis=2, dtype=np.int64)
    return bits


def within(bits: NDArray[np.int64], radius: int, is_alive: NDArray[np.uint8] | None = None) -> list[tuple[int, int, int]]:
    """Ordered by query, distance, row."""
    query, row = np.nonzero(bits <= radius if is_alive is None else (bits <= radius) & (is_alive != 0))
    found = bits[query, row]
    order = np.lexsort((row, found, query))
    return list(zip(query[order].tolist(), found[order].tolist(), row[order].tolist(), strict=True))


def listed(hits: Hits) -> list[tuple[int, int, int]]:
    return list(zip(hits.query.tolist(), hits.bits.tolist(), hits.entry.tolist(), strict=True))


def random_words(count: int, seed: int) -> Words:
    return np.random.default_rng(seed).integers(0, 2**64, (count, 4), dtype=np.uint64)


def moved(words: Words, bits: list[int], seed: int = 1) -> Words:
    """Each row with so many of its bits flipped."""
    rng, made = np.random.default_rng(seed), words.copy()
    for row, many in enumerate(bits):
        for bit in rng.choice(256, many, replace=False):
            made[row, bit >> 6] ^= np.uint64(1) << np.uint64(bit & 63)
    return made


def all_equal(seed: int) -> Words:
    return np.repeat(random_words(1, seed), 900, axis=0)


def one_bucket(seed: int) -> Words:
    """All alike in most bits: whole chunks are the same in every entry."""
    words = random_words(900, seed)
    words[:, 1:] = words[0, 1:]
    words[:, 0] &= np.uint64(0x0000_FFFF_0000_FFFF)
    return words


def two_values_a_chunk(seed: int) -> Words:
    """Every row of 16 bits is one of two: all buckets that are used are crowded."""
    rng = np.random.default_rng(seed)
    ones, others = rng.integers(0, 2**16, (2, 16), dtype=np.uint16)
    return np.where(rng.random((3000, 16)) < 0.9, ones, others).astype(np.uint16).view(np.uint64)


def around_one(seed: int) -> Words:
    return moved(np.repeat(random_words(1, seed), 800, axis=0), [number % 70 for number in range(800)], seed)


def crowd(seed: int) -> Words:
    """More within reach than are held back to be compared."""
    words, rng = np.repeat(random_words(1, seed), 6000, axis=0), np.random.default_rng(seed)
    for word in range(4):
        words[:, word] ^= np.uint64(1) << rng.integers(0, 64, 6000, dtype=np.uint64)
    return words


def with_twins(seed: int) -> Words:
    return random_words(300, seed)[np.random.default_rng(seed).integers(0, 300, 1000)]


LISTS = {
    "random": lambda seed: random_words(1500, seed),
    "all equal": all_equal,
    "one bucket": one_bucket,
    "two values a chunk": two_values_a_chunk,
    "around one": around_one,
    "crowd": crowd,
    "with twins": with_twins,
    "one": lambda seed: random_words(1, seed),
    "none": lambda seed: random_words(0, seed),
}


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("kind", LISTS)
def test_tables_agree_with_comparing_everything(kind: str, plan: str) -> None:
    words = LISTS[kind](5)
    tables = build(words, plan=PLANS[plan])
    asked = np.concatenate((moved(words[:41:3], list(range(0, 41, 3))[: len(words)]), random_words(5, 6)))
    bits = apart(words, asked)
    for radius in (0, 1, 7, 30, 31, 32, 33, 63, 64, 130, 256):
        assert listed(search(tables, asked, radius_bits=radius)) == within(bits, radius), radius


@given(
    kind=st.sampled_from(sorted(LISTS)),
    plan=st.sampled_from(sorted(PLANS)),
    seed=st.integers(0, 10_000),
    radius=st.integers(0, 70),
    threads=st.sampled_from([1, 2]),
    masked=st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_so_they_do_for_any_seed_radius_mask_and_threads(  # noqa: PLR0917  hypothesis names them
    kind: str, plan: str, seed: int, radius: int, threads: int, masked: bool
) -> None:
    words, rng = LISTS[kind](seed), np.random.default_rng(seed)
    is_alive = rng.integers(0, 2, len(words)).astype(np.uint8) if masked else None
    rows = rng.integers(0, max(1, len(words)), 8)[: len(words)]
    asked = np.concatenate((moved(words[rows], rng.integers(0, 41, len(rows)).tolist(), seed), random_words(2, seed + 1)))
    tables = build(words, plan=PLANS[plan], threads=threads)
    found = search(tables, asked, radius_bits=radius, is_alive=is_alive, threads=threads)
    assert listed(found) == within(apart(words, asked), radius, is_alive)


@pytest.mark.parametrize("plan", PLANS)
def test_exactly_the_radius_is_found_and_one_bit_more_is_not(plan: str) -> None:
    words = random_words(400, 7)
    tables = build(words, plan=PLANS[plan])
    for radius in range(64):
        edge, beyond = moved(words[:6], [radius] * 6, radius), moved(words[:6], [radius + 1] * 6, radius)
        assert set(range(6)) <= {one[0] for one in listed(search(tables, edge, radius_bits=radius)) if one[0] == one[2]}
        assert not [one for one in listed(search(tables, beyond, radius_bits=radius)) if one[0] == one[2]]


@pytest.mark.parametrize("plan", PLANS)
def test_they_are_the_same_again_out_of_arrays_that_nobody_may_write(plan: str) -> None:
    words = with_twins(3)
    tables = build(words, plan=PLANS[plan])
    kept = {name: np.frombuffer(array.tobytes(), array.dtype).reshape(array.shape) for name, array in tables.arrays().items()}
    again = Tables.from_arrays(kept)
    assert not again.words.flags.writeable
    asked = moved(words[:20], list(range(20)))
    asked.flags.writeable = False
    assert listed(search(again, asked)) == listed(search(tables, asked)) == within(apart(words, asked), 31)
    assert again.plan == tables.plan


@pytest.mark.parametrize("name", ["words", "offsets", "entries", "tags", "twins"])
def test_arrays_that_do_not_fit_are_refused(name: str) -> None:
    arrays = build(with_twins(3), plan=PLANS["sixteens"]).arrays()
    for bad in (arrays[name][:-1], arrays[name].astype(np.int16)):
        with pytest.raises(ValueError, match=r"arrays? of (other lengths|another kind)"):
            Tables.from_arrays({**arrays, name: bad})


@pytest.mark.parametrize("seed", range(5))
def test_damaged_tables_give_wrong_answers_but_read_nothing_outside(seed: int) -> None:
    words = random_words(500, seed)
    arrays = {name: array.copy() for name, array in build(words, plan=PLANS["sixteens"]).arrays().items()}
    rng = np.random.default_rng(seed)
    for name in ("offsets", "entries", "tags"):
        rows = rng.random(len(arrays[name])) < 0.3
        noise = rng.integers(0, np.iinfo(arrays[name].dtype).max, int(rows.sum()), dtype=arrays[name].dtype)
        arrays[name][rows] = noise
    found = search(Tables.from_arrays(arrays), words, radius_bits=31)
    assert all(0 <= row < 500 for row in found.entry)
    assert all(bits == np.bitwise_count(words[q] ^ words[e]).sum() for q, bits, e in listed(found))


def test_many_questions_are_answered_in_parts_and_in_order() -> None:
    words = random_words(2000, 1)
    asked = np.tile(words, (10, 1))
    found = search(build(words, plan=PLANS["sixteens"]), asked, threads=2)
    assert found.query.tolist() == list(range(20_000))
    assert found.entry.tolist() == list(range(2000)) * 10


def test_more_hits_than_there_was_room_for() -> None:
    found = search(build(all_equal(1), plan=PLANS["sixteens"]), all_equal(1)[:40])
    assert len(found) == 40 * 900
    assert found.entry[:900].tolist() == list(range(900))


def test_nothing_is_compiled_or_loaded_for_a_short_list() -> None:
    story = """
import sys
import numpy as np
from varde.kernels.search.tables import build, search
words = np.arange(4 * 19_000, dtype=np.uint64).reshape(-1, 4)
assert len(search(build(words), words[7:8], radius_bits=0)) == 1
assert "numba" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", story], check=True)
