"""Every allowed format, decoded by the confined worker, and what each one is told from."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from unit.kernels.made_media import clip, landscape, saved
from varde.kernels.media import (
    Decoder,
    Examined,
    How,
    MediaFormat,
    MediaKind,
    Pixels,
    Sampling,
    Undecodable,
    UndecodableReason,
    Way,
    samples,
)
from varde.kernels.media import decoder as module
from varde.kernels.media.sniff import sniff

STILLS = ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "HEIF"]
CLIPS = [
    ("mp4", "libx264"),
    ("mp4", "libx265"),
    ("mp4", "mpeg4"),
    ("mov", "libx264"),
    ("3gp", "h263"),
    ("3gp", "mpeg4"),
    ("webm", "libvpx-vp9"),
    ("matroska", "libx265"),
    ("avi", "libx264"),
    ("avi", "mpeg4"),
]


def made(format_: str, **options: object) -> io.BytesIO:
    if format_ == "HEIF":
        pytest.importorskip("pillow_heif").register_heif_opener()
    return saved(landscape(31), format_, **options)


@pytest.mark.parametrize("format_", STILLS)
@pytest.mark.parametrize("way", Way)
def test_a_still_of_each_format_shows_the_same_scene(decoder: Decoder, format_: str, way: Way) -> None:
    seen = decoder.examine(made(format_), How(way))
    assert isinstance(seen, Examined)
    assert (seen.kind, seen.width, seen.height, seen.is_whole) == (MediaKind.PICTURE, 640, 480, True)
    grid = np.frombuffer(seen.frames[0].grid, "<f4")
    scene = np.asarray(landscape(31).convert("L").resize((64, 64), Image.Resampling.BOX), np.float32).ravel()
    assert np.corrcoef(grid, scene)[0, 1] > 0.9


@pytest.mark.parametrize(("container", "codec"), CLIPS)
def test_a_clip_of_each_container_and_codec_is_examined(decoder: Decoder, container: str, codec: str) -> None:
    seen = decoder.examine(clip(31, seconds=2, container=container, codec=codec, size=(176, 144)))
    assert isinstance(seen, Examined)
    assert [frame.at_ms for frame in seen.frames] == [0, 1000]


@pytest.mark.parametrize("sampling", Sampling)
def test_a_clip_is_sampled_in_every_way_behind_the_walls(decoder: Decoder, sampling: Sampling) -> None:
    seen = decoder.examine(clip(32, seconds=2), How(Way.EXACT, sampling))
    assert isinstance(seen, Examined)
    assert seen.frames


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_turned_picture_is_shown_upright(decoder: Decoder, format_: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    file = made(format_, exif=exif.tobytes())
    seen, shown = decoder.examine(file), decoder.pixels(file, 64)
    assert isinstance(seen, Examined)
    assert len(seen.frames) == 2
    assert isinstance(shown, Pixels)
    assert (shown.width, shown.height) == (48, 64)


def test_heic_without_its_extra_is_refused_by_name(decoder: Decoder, monkeypatch: pytest.MonkeyPatch) -> None:
    file = next(samples.of(MediaFormat.HEIC))
    monkeypatch.setattr(module, "_has_heic", lambda: False)
    assert decoder.examine(file) == Undecodable(UndecodableReason.UNSUPPORTED)
    monkeypatch.undo()
    pytest.importorskip("pillow_heif")
    assert isinstance(decoder.examine(file), Examined)


@pytest.mark.parametrize("found", MediaFormat)
def test_every_format_has_samples_that_are_told_to_be_of_it(found: MediaFormat) -> None:
    files = list(samples.of(found))
    assert files
    assert {sniff(file.getvalue()[:64]) for file in files} == {found}


def boxed(brand: bytes, *compatible: bytes) -> bytes:
    body = brand + bytes(4) + b"".join(compatible)
    return (8 + len(body)).to_bytes(4, "big") + b"ftyp" + body


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (boxed(b"isom", b"mp42"), MediaFormat.MP4),
        (boxed(b"3gp5", b"isom"), MediaFormat.MP4),
        (boxed(b"qt  "), MediaFormat.MP4),
        (boxed(b"avif", b"mif1"), MediaFormat.AVIF),
        (boxed(b"avis", b"avif"), MediaFormat.AVIF),
        (boxed(b"mif1", b"miaf", b"avif"), MediaFormat.AVIF),
        (boxed(b"heic", b"mif1"), MediaFormat.HEIC),
        (boxed(b"mif1", b"heic"), MediaFormat.HEIC),
        (boxed(b"mif1", b"jpeg"), None),
        (boxed(b"mif1"), None),
        (b"\0\0\0\x08moov", MediaFormat.MP4),
        (b"RIFF\0\0\0\0WAVE", None),
        (b"#EXTM3U", None),
        (b"", None),
    ],
)
def test_the_first_bytes_tell_the_format(head: bytes, found: MediaFormat | None) -> None:
    assert sniff(head) is found
