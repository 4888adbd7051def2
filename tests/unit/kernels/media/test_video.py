from __future__ import annotations

import io

import pytest

from unit.kernels.media.made_clips import SHAPES, encoded, shaped
from varde.kernels.hashing.algorithms.pdq import distance_bits
from varde.kernels.hashing.fingerprinting import of_examined
from varde.kernels.media import Examined, How, MediaFormat, Sampling, Undecodable, Way, limits, video, video_sampling

FOUND = {"mp4": MediaFormat.MP4, "matroska": MediaFormat.MATROSKA, "webm": MediaFormat.MATROSKA, "avi": MediaFormat.AVI}


def read(data: bytes, name: str, sampling: Sampling = Sampling.EACH_SECOND, *, is_sparing: bool = True) -> Examined:
    seen = video.examine(io.BytesIO(data), FOUND[SHAPES[name][0]], How(sampling=sampling), is_sparing=is_sparing)
    assert isinstance(seen, Examined)
    return seen


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("sampling", [Sampling.EACH_SECOND, Sampling.DENSE, Sampling.CHEAPEST])
def test_the_sparing_way_gives_the_same_frames_as_decoding_everything(name: str, sampling: Sampling) -> None:
    data = shaped(name)
    sparing, plain = read(data, name, sampling), read(data, name, sampling, is_sparing=False)
    assert sparing == plain


@pytest.mark.parametrize("name", ["defaults", "pyramid", "hevc"])
def test_without_the_loop_filter_the_same_frames_come_a_few_bits_off(name: str) -> None:
    data, how = shaped(name), How(Way.FAST)
    fast = video.examine(io.BytesIO(data), FOUND[SHAPES[name][0]], how)
    assert isinstance(fast, Examined)
    exact = of_examined(read(data, name)).fingerprints
    apart = [distance_bits(one.value, other.value) for one, other in zip(exact, of_examined(fast).fingerprints, strict=True)]
    assert max(apart) <= 12


@pytest.mark.parametrize("name", [name for name in SHAPES if name != "mpeg4 in avi"])  # its packets have no times
def test_the_sparing_way_needs_no_second_try(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(video_sampling, "plainly", None)
    assert len(read(shaped(name), name).frames) >= 4


def test_a_frame_for_each_second_even_at_an_odd_rate() -> None:
    assert [frame.at_ms for frame in read(shaped("defaults"), "defaults").frames] == [0, 1000, 2000, 3000]
    odd = [frame.at_ms for frame in read(shaped("no B-frames"), "no B-frames").frames]
    assert odd == [0, 968, 1935, 2903, 3871]  # each 29th, as vPDQ counts


def test_at_an_uneven_rate_the_clock_decides() -> None:
    times = [*range(24), *range(60, 66), *range(100, 108)]
    seen = read(encoded("defaults", times=times), "defaults")
    assert [frame.at_ms for frame in seen.frames] == [0, 1000, 5000, 8333]


def test_dense_sampling_takes_four_a_second_and_keyframes_are_few() -> None:
    assert len(read(shaped("defaults"), "defaults", Sampling.DENSE).frames) == 16
    keyframes = read(shaped("defaults"), "defaults", Sampling.KEYFRAMES)
    assert len(keyframes.frames) == 2


def test_keyframes_close_to_each_other_are_thinned() -> None:
    seen = read(shaped("short groups"), "short groups", Sampling.KEYFRAMES)
    assert len(seen.frames) == 2


def test_a_cut_off_file_gives_what_it_holds() -> None:
    data = shaped("slices")
    seen = read(data[: len(data) * 2 // 3], "slices")
    assert 1 < len(seen.frames) < 4


def test_a_damaged_file_never_raises() -> None:
    data = bytearray(shaped("slices"))
    for at in range(len(data) // 2, len(data), 97):
        data[at] ^= 0x5A
    seen = video.examine(io.BytesIO(bytes(data)), MediaFormat.MATROSKA)
    assert isinstance(seen, Examined | Undecodable)


def test_at_the_limit_of_frames_it_stops_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_FRAMES", 3)
    seen = read(shaped("defaults"), "defaults")
    assert (len(seen.frames), seen.is_whole) == (3, False)


def test_out_of_time_it_stops_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(video, "BUDGET_SECONDS", 0.0)
    seen = read(shaped("defaults"), "defaults")
    assert (len(seen.frames), seen.is_whole) == (1, False)


def test_dense_sampling_thins_out_before_it_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_FRAMES", 8)
    seen = read(shaped("defaults"), "defaults", Sampling.DENSE)
    assert (len(seen.frames), seen.is_whole) == (8, True)
