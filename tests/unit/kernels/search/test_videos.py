from __future__ import annotations

import hashlib

from varde.kernels.hashing import Fingerprint
from varde.kernels.search import compare_videos
from varde.kernels.search.videos import FirstPass, first_pass


def frames(*numbers: int, bits: int = 0, quality: int = 90) -> list[Fingerprint]:
    """One frame a second; each number is a scene of its own, `bits` away from its original."""
    return [
        Fingerprint(
            "pdq",
            "1",
            (bytes([n * 37 % 256]) * 16 + bytes([n * 91 % 256]) * 12 + ((1 << bits) - 1).to_bytes(4, "big")),
            quality,
            second * 1000,
        )
        for second, n in enumerate(numbers)
    ]


def test_a_copy_matches_with_its_reasons() -> None:
    compared = compare_videos(frames(1, 2, 3), frames(1, 2, 3, bits=9))
    assert compared.is_match
    assert (compared.share_of_first, compared.share_of_second, compared.bits_apart) == (1.0, 1.0, 9)
    assert "100 % of 3 frames of the first" in compared.reasons[0]


def test_a_clip_cut_out_of_a_long_video_matches_by_the_shorter_ones_share() -> None:
    compared = compare_videos(frames(*range(1, 21)), frames(7, 8))
    assert compared.is_match
    assert (compared.share_of_first, compared.share_of_second) == (0.1, 1.0)


def test_half_is_enough_and_less_is_not() -> None:
    assert compare_videos(frames(1, 2, 3, 4), frames(1, 2, 30, 40)).is_match
    assert not compare_videos(frames(1, 2, 3, 4), frames(1, 20, 30, 40)).is_match


def test_a_picture_never_matches_a_video() -> None:
    picture = [Fingerprint("pdq", "1", frames(1)[0].value, 90, None)]
    assert not compare_videos(picture, frames(1)).is_match
    assert not compare_videos(frames(1), picture).is_match


def test_frames_of_low_quality_count_for_nothing() -> None:
    compared = compare_videos(frames(1, 2, quality=49), frames(1, 2))
    assert not compared.is_match
    assert "quality 50" in compared.reasons[0]


def test_a_still_scene_counts_once_however_long_it_lasts() -> None:
    assert not compare_videos(frames(*[1] * 50, 2, 3, 4), frames(*[1] * 50, 20, 30, 40)).is_match


def test_nothing_matches_nothing() -> None:
    assert not compare_videos([], []).is_match


def scenes(*numbers: int, quality: int = 90) -> list[Fingerprint]:
    """Frames of which no two are near each other."""
    return [Fingerprint("pdq", "1", hashlib.sha256(bytes([n])).digest(), quality, 2000 * at) for at, n in enumerate(numbers)]


def test_keyframes_that_all_meet_a_known_video_match() -> None:
    assert first_pass(scenes(1, 5, 9), scenes(*range(1, 21))) is FirstPass.MATCH


def test_one_keyframe_near_a_known_frame_raises_doubt() -> None:
    assert first_pass(scenes(1, 50, 90), scenes(*range(1, 21))) is FirstPass.DOUBT


def test_keyframes_near_nothing_say_nothing() -> None:
    assert first_pass(scenes(50, 60, 70), scenes(*range(1, 21))) is FirstPass.NOTHING


def test_too_few_usable_keyframes_are_always_a_doubt() -> None:
    assert first_pass(scenes(50, 60), scenes(1, 2)) is FirstPass.DOUBT
    assert first_pass(scenes(50, 60, 70, quality=20), scenes(1, 2)) is FirstPass.DOUBT
    assert first_pass([], scenes(1, 2)) is FirstPass.DOUBT
