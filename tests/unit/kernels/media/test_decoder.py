from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from PIL import Image

from unit.kernels.made_media import clip, landscape, saved
from varde.kernels.media import Decoder, Examined, MediaFormat, MediaKind, Pixels, Undecodable, UndecodableReason, limits


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF"])
def test_a_picture_of_each_format_is_examined(decoder: Decoder, format_: str) -> None:
    seen = decoder.examine(saved(landscape(1), format_))
    assert isinstance(seen, Examined)
    assert (seen.kind, seen.format, seen.width, seen.height) == (MediaKind.PICTURE, MediaFormat(format_.lower()), 640, 480)
    assert seen.is_whole
    assert [len(frame.grid) for frame in seen.frames] == [64 * 64 * 4]


@pytest.mark.parametrize(
    ("container", "codec"),
    [("mp4", "libx264"), ("mov", "mpeg4"), ("mp4", "libx265"), ("matroska", "libx264"), ("webm", "libvpx-vp9"), ("avi", "mjpeg")],
)
def test_a_clip_of_each_container_gives_a_frame_for_each_second(decoder: Decoder, container: str, codec: str) -> None:
    seen = decoder.examine(clip(2, seconds=3, container=container, codec=codec))
    assert isinstance(seen, Examined)
    assert (seen.kind, seen.width, seen.height, seen.duration_ms) == (MediaKind.VIDEO, 320, 240, 3000)
    assert [frame.at_ms for frame in seen.frames] == [0, 1000, 2000]


ENCODE = (
    "import sys; from unit.kernels.made_media import clip; "
    "sys.stdout.buffer.write(clip(2, seconds=2, container='matroska', codec=sys.argv[1]).getvalue())"
)


def made_elsewhere(codec: str) -> io.BytesIO:
    """A clip encoded in a process of its own: as root, SVT-AV1 gives the whole process real-time priority and keeps it."""
    tests = next(str(folder) for folder in Path(__file__).parents if folder.name == "tests")
    done = subprocess.run(
        [sys.executable, "-c", ENCODE, codec], env=os.environ | {"PYTHONPATH": tests}, capture_output=True, check=True
    )
    return io.BytesIO(done.stdout)


@pytest.mark.parametrize("codec", ["libsvtav1", "libvpx", "mpeg2video", "libx264"])
def test_further_codecs_decode_under_the_filter(decoder: Decoder, codec: str) -> None:
    seen = decoder.examine(made_elsewhere(codec))
    assert isinstance(seen, Examined)
    assert len(seen.frames) == 2


def test_progressive_cmyk_and_palette_pictures_are_examined(decoder: Decoder) -> None:
    made = landscape(3)
    files = [
        saved(made, "JPEG", progressive=True),
        saved(made.convert("CMYK"), "JPEG"),
        saved(made.quantize(64), "PNG"),
        saved(made.convert("L"), "PNG"),
        saved(made.convert("RGBA"), "WEBP"),
        saved(Image.new("I;16", (100, 80), 40_000), "PNG"),
    ]
    assert all(isinstance(decoder.examine(file), Examined) for file in files)


def test_a_picture_that_exif_turns_has_a_frame_as_stored_and_one_as_shown(decoder: Decoder) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    file = saved(landscape(4), "JPEG", exif=exif)
    seen, shown = decoder.examine(file), decoder.pixels(file, 64)
    assert isinstance(seen, Examined)
    assert len(seen.frames) == 2
    assert isinstance(shown, Pixels)
    assert (shown.width, shown.height) == (48, 64)


def test_a_cut_off_jpeg_is_read_as_far_as_it_goes_and_says_so(decoder: Decoder) -> None:
    whole = saved(landscape(5)).getvalue()
    seen = decoder.examine(io.BytesIO(whole[: len(whole) * 2 // 3]))
    assert isinstance(seen, Examined)
    assert not seen.is_whole


def test_previews_are_small_rgb(decoder: Decoder) -> None:
    for file in (saved(landscape(6)), clip(6, seconds=1)):
        shown = decoder.pixels(file, 100)
        assert isinstance(shown, Pixels)
        assert max(shown.width, shown.height) == 100
        assert len(shown.rgb) == shown.width * shown.height * 3


def test_a_large_file_is_shown_a_window_at_a_time_and_gives_the_same(decoder: Decoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "COPIED_AT_MOST", 0)
    monkeypatch.setattr(limits, "WINDOW", 1000)
    for made in (saved(landscape(7)), clip(7, seconds=2), clip(7, seconds=2, container="matroska")):
        with tempfile.TemporaryFile() as file:
            file.write(made.getvalue())
            seen = decoder.examine(file)
        monkeypatch.setattr(limits, "COPIED_AT_MOST", 1 << 26)
        assert seen == decoder.examine(made)
        assert isinstance(seen, Examined)
        monkeypatch.setattr(limits, "COPIED_AT_MOST", 0)


def test_too_large_a_file_is_refused_unread(decoder: Decoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.MAX_BYTES, MediaKind.PICTURE, 1000)
    assert decoder.examine(saved(landscape(8))) == Undecodable(UndecodableReason.TOO_LARGE)


def test_threads_share_one_decoder(decoder: Decoder) -> None:
    file, seen = saved(landscape(9)).getvalue(), []
    threads = [threading.Thread(target=lambda: seen.append(decoder.examine(io.BytesIO(file)))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 6
    assert all(one == seen[0] for one in seen)
    assert isinstance(seen[0], Examined)


def test_a_child_that_is_gone_is_replaced(decoder: Decoder) -> None:
    assert isinstance(decoder.examine(saved(landscape(10))), Examined)
    assert decoder.pid is not None
    os.kill(decoder.pid, 9)
    assert isinstance(decoder.examine(saved(landscape(10))), Examined)


def test_a_closed_decoder_decodes_nothing_and_closes_again() -> None:
    started = Decoder.start()
    started.close()
    started.close()
    assert started.examine(saved(landscape(11))) == Undecodable(UndecodableReason.SANDBOX_TOO_WEAK)


def test_files_that_came_together_share_a_worker_that_sees_no_other(decoder: Decoder) -> None:
    pictures = [saved(landscape(seed)) for seed in (1, 2, 3)]
    alone = [decoder.examine(picture) for picture in pictures]
    [lane] = decoder._lanes
    assert lane is not None
    before = lane._generation
    with decoder.together() as examine:
        assert [examine(picture) for picture in pictures] == alone
        assert lane._generation == before
    assert lane._generation == before + 1
    assert lane._files == 0


def test_among_files_that_came_together_none_is_blamed_for_another(decoder: Decoder) -> None:
    cut = io.BytesIO(saved(landscape(1)).getvalue()[:300])
    refused = decoder.examine(cut)
    assert isinstance(refused, Undecodable)
    with decoder.together() as examine:
        assert isinstance(examine(saved(landscape(2))), Examined)
        assert examine(cut) == refused
        assert examine(io.BytesIO()) == Undecodable(UndecodableReason.EMPTY)
        assert isinstance(examine(saved(landscape(3))), Examined)


def test_a_lane_that_was_held_is_free_again_whatever_happened(decoder: Decoder) -> None:
    with pytest.raises(AttributeError), decoder.together() as examine:
        examine(None)  # type: ignore[arg-type]  # no file at all
    assert isinstance(decoder.examine(saved(landscape(2))), Examined)
