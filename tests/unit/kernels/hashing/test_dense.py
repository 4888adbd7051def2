from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from unit.kernels.made_media import clip
from varde.kernels.hashing import Fingerprint, Fingerprints, fingerprint
from varde.kernels.hashing.algorithms.pdq import distance_bits
from varde.kernels.hashing.dense import ALIKE_BITS, pruned
from varde.kernels.media import Decoder, How, Sampling, Way


def frames(*values: int) -> list[Fingerprint]:
    """One every quarter of a second; so many bits set."""
    return [Fingerprint("pdq", "1", ((1 << bits) - 1).to_bytes(32, "big"), 90, 250 * at) for at, bits in enumerate(values)]


def test_what_is_like_the_last_one_kept_is_left_out() -> None:
    assert [frame.at_ms for frame in pruned(frames(0, 10, 11, 20, 22, 0))] == [0, 500, 1000, 1250]


def test_a_slow_change_is_still_kept_in_steps() -> None:
    assert len(pruned(frames(*range(256)))) == 24


def test_a_poor_frame_pushes_no_good_one_out() -> None:
    shown = zip(frames(0, 4, 6), (20, 80, 90), strict=True)
    poor, good, later = (replace(one, quality_percent=quality) for one, quality in shown)
    assert pruned([poor, good, later]) == (poor, good)


def test_dense_frames_of_a_video_are_pruned_as_they_are_fingerprinted(decoder: Decoder) -> None:
    still = clip(3, seconds=4, size=(160, 120), is_still=True)
    dense = fingerprint(still, decoder=decoder, how=How(Way.EXACT, Sampling.DENSE))
    assert isinstance(dense, Fingerprints)
    values = [one.value for one in dense.fingerprints]
    assert 1 <= len(values) < len(dense.examined.frames)
    assert all(distance_bits(one, other) > ALIKE_BITS for one, other in pairwise(values))


def test_of_nothing_nothing_is_kept() -> None:
    assert pruned([]) == ()


@given(st.lists(st.integers(0, 256), max_size=60))
def test_each_frame_has_a_kept_one_within_those_bits(values: list[int]) -> None:
    every = frames(*values)
    kept = pruned(every)
    assert all(any(distance_bits(frame.value, one.value) <= ALIKE_BITS for one in kept) for frame in every)
