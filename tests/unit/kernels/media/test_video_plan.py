from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from varde.kernels.media.video_packets import Packets
from varde.kernels.media.video_plan import Seen, due_times, plan, preferring_starts

TEN = [Seen(number, is_start=number % 5 == 0) for number in range(10)]


def test_by_count_where_the_clock_agrees() -> None:
    frames = [Seen(number) for number in range(100)]
    assert due_times(frames, rate=29.97, unit_seconds=1 / 29.97) == (0, 29, 58, 87)


def test_by_the_clock_where_the_rate_is_false_or_missing() -> None:
    frames = [Seen(number) for number in range(100)]
    for rate in (None, 0.0, 1e9, 2.0):
        assert due_times(frames, rate=rate, unit_seconds=1 / 25) == (0, 25, 50, 75)


def test_decoding_ends_with_the_last_due_frame_of_a_group() -> None:
    assert plan(TEN, (1, 5)).until == {0: 1, 5: 5}
    assert plan(TEN, (7,)).until == {5: 7}


def test_a_frame_shown_before_the_start_it_is_stored_after_needs_the_group_before() -> None:
    stored = [Seen(0, is_start=True), Seen(1), Seen(4, is_start=True), Seen(2), Seen(3), Seen(5)]
    assert plan(stored, (3,)).until == {0: 1, 2: 4}
    assert plan(stored, (5,)).until == {2: 5}


@given(st.lists(st.booleans(), min_size=1, max_size=60), st.sets(st.integers(0, 59)))
def test_every_due_frame_is_decoded_from_a_start(starts: list[bool], due: set[int]) -> None:
    seen = [Seen(number, is_start=is_start) for number, is_start in enumerate(starts)]
    wanted = tuple(sorted(at for at in due if at < len(seen)))
    until = plan(seen, wanted).until
    bounds = [*(number for number, one in enumerate(seen) if one.is_start or number == 0), len(seen)]
    for first, end in pairwise(bounds):
        inside = [at for at in wanted if first <= at < end]
        assert until.get(first) == (inside[-1] if inside else None)


def test_a_due_frame_moves_back_to_a_start_and_never_forward() -> None:
    assert preferring_starts((1, 4, 6, 9), TEN, within=1) == (0, 4, 5, 9)


def test_h264_starts_are_known_by_their_own_words() -> None:
    counted = Packets.of("h264", b"\x01\x64\x00\x1f\xff")
    picture = b"\x00\x00\x00\x02\x09\x10" + b"\x00\x00\x00\x03\x65\x88\x80"
    assert counted.is_start(memoryview(picture))
    assert not counted.is_start(memoryview(picture.replace(b"\x65", b"\x41")))
    assert Packets.of("h264", None).is_start(memoryview(b"\x00\x00\x00\x01\x67\x64\x00\x00\x01\x65\x88\x80"))


def test_what_is_no_packet_is_no_start() -> None:
    for codec in ("h264", "hevc", "vp9", "mpeg4"):
        for record in (None, b"\x01" * 30):
            for data in (b"", b"\x00", b"\xff" * 9, b"\x00\x00\x01"):
                reading = Packets.of(codec, record)
                assert not reading.is_start(memoryview(data))
                reading.is_layered(memoryview(data))
