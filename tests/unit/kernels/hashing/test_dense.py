from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from varde.kernels.hashing import Fingerprint
from varde.kernels.hashing.algorithms.pdq import distance_bits
from varde.kernels.hashing.dense import ALIKE_BITS, pruned


def frames(*values: int) -> list[Fingerprint]:
    """One every quarter of a second; so many bits set."""
    return [Fingerprint("pdq", "1", ((1 << bits) - 1).to_bytes(32, "big"), 90, 250 * at) for at, bits in enumerate(values)]


def test_what_is_like_the_last_one_kept_is_left_out() -> None:
    assert [frame.at_ms for frame in pruned(frames(0, 10, 11, 20, 22, 0))] == [0, 500, 1000, 1250]


def test_a_slow_change_is_still_kept_in_steps() -> None:
    assert len(pruned(frames(*range(256)))) == 24


def test_of_nothing_nothing_is_kept() -> None:
    assert pruned([]) == ()


@given(st.lists(st.integers(0, 256), max_size=60))
def test_each_frame_has_a_kept_one_within_those_bits(values: list[int]) -> None:
    every = frames(*values)
    kept = pruned(every)
    assert all(any(distance_bits(frame.value, one.value) <= ALIKE_BITS for one in kept) for frame in every)
