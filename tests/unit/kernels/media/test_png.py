from __future__ import annotations

import io
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from unit.kernels.made_media import landscape, saved
from unit.kernels.media.written_png import chunk, filtered, lead, written
from varde.kernels.media import Decoder, Examined, How, MediaFormat, Undecodable, Way, limits, picture, png

SCENE = np.asarray(landscape(31, width=130, height=90))


def drawn(*, height: int, width: int, channels: int, seed: int) -> np.ndarray:
    draw = np.random.default_rng(seed)
    smooth = np.cumsum(draw.integers(-3, 4, (height, width, channels)), axis=1).astype(np.uint8)
    noise = draw.integers(0, 256, smooth.shape, dtype=np.uint8)
    mixed = smooth if seed % 3 else noise
    return mixed[:, :, 0].copy() if channels == 1 else mixed


def read(file: bytes) -> np.ndarray:
    stream = io.BytesIO(file)
    told = png.header(stream)
    return np.concatenate([band.copy() for band in png.bands(stream, told)])


@settings(max_examples=80, deadline=None)
@given(
    sides=st.tuples(st.integers(1, 90), st.integers(1, 90)),
    channels=st.sampled_from((1, 3, 4)),
    seed=st.integers(0, 10**6),
    filters=st.lists(st.integers(0, 4), min_size=1, max_size=12),
    packing=st.tuples(st.sampled_from((7, 100, 1 << 20)), st.sampled_from((0, 1, 6, 9))),
)
def test_its_pixels_are_those_of_the_library(
    sides: tuple[int, int], channels: int, seed: int, filters: list[int], packing: tuple[int, int]
) -> None:
    made = drawn(height=sides[0], width=sides[1], channels=channels, seed=seed)
    file = written(made, filters=filters, piece=packing[0], level=packing[1])
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(file))), made)
    assert np.array_equal(read(file), made)


@pytest.mark.parametrize("options", [{}, {"optimize": True}, {"compress_level": 1}, {"compress_level": 0}], ids=str)
def test_a_large_picture_comes_in_several_bands(options: dict[str, int]) -> None:
    made = landscape(3, width=1500, height=700)
    assert np.array_equal(read(saved(made, "PNG", **options).getvalue()), np.asarray(made))


def packed_into(data: bytes, *, behind: bytes = b"", **header: int) -> bytes:
    return lead(130, 90, **header) + chunk(b"IDAT", data) + behind + chunk(b"IEND", b"")


def turned(value: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = value
    return saved(Image.fromarray(SCENE), "PNG", exif=exif).getvalue()


XMP = b"XML:com.adobe.xmp\0\0\0\0\0"
ROWS = filtered(SCENE, [4, 2])
GOOD = written(SCENE, filters=[4, 2], piece=900)
SPOILED = {
    "cut short": GOOD[: len(GOOD) // 2],
    "without its end": GOOD[:-12],
    "a checksum off": GOOD[:-20] + bytes([GOOD[-20] ^ 1]) + GOOD[-19:],
    "a row too few": packed_into(zlib.compress(ROWS[:-391])),
    "a row too many": packed_into(zlib.compress(ROWS + ROWS[:391])),
    "a byte too many": packed_into(zlib.compress(ROWS + b"\0")),
    "something behind the stream": packed_into(zlib.compress(ROWS) + b"more"),
    "the stream's checksum off": packed_into(zlib.compress(ROWS)[:-1] + b"\0"),
    "no stream at all": packed_into(b"nothing of that kind"),
    "an unknown filter": packed_into(zlib.compress(filtered(SCENE, [0, 1, 9]))),
    "a second run of data": packed_into(zlib.compress(ROWS), behind=chunk(b"tIME", bytes(7)) + chunk(b"IDAT", b"")),
    "a transparent colour": written(SCENE, filters=[0], between=chunk(b"tRNS", bytes(6))),
    "a turn": turned(6),
    "a turn in XMP": written(SCENE, filters=[0], between=chunk(b"iTXt", XMP + b"<x tiff:Orientation='6'/>")),
    "packed XMP": written(SCENE, filters=[0], between=chunk(b"iTXt", XMP[:18] + b"\1\0\0\0" + zlib.compress(b"<x/>"))),
    "a text with a turn": written(SCENE, filters=[0], between=chunk(b"tEXt", b"Raw profile type exif\0")),
    "an animation": written(SCENE, filters=[0], between=chunk(b"acTL", bytes(8))),
    "an unknown critical chunk": written(SCENE, filters=[0], between=chunk(b"ABCD", b"")),
    "sixteen bits": packed_into(zlib.compress(ROWS), depth=16),
    "a palette": saved(Image.fromarray(SCENE).quantize(64), "PNG").getvalue(),
    "grey and alpha": saved(Image.fromarray(SCENE).convert("LA"), "PNG").getvalue(),
    "interlaced": packed_into(zlib.compress(ROWS), lacing=1),
    "no pixels": lead(0, 9) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b""),
    "too many pixels": lead(1 << 16, 1 << 16) + chunk(b"IDAT", zlib.compress(bytes(10**6))) + chunk(b"IEND", b""),
    "nothing": b"",
}


@pytest.mark.parametrize("name", SPOILED)
def test_the_unusual_is_left_to_the_library(name: str) -> None:
    with pytest.raises(png.Unusual):
        read(SPOILED[name])


@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize("name", SPOILED)
def test_what_the_library_then_says_is_what_is_said(name: str, way: Way) -> None:
    said = picture.examine(io.BytesIO(SPOILED[name]), MediaFormat.PNG, How(way))
    assert said == picture._by_library(io.BytesIO(SPOILED[name]), MediaFormat.PNG, How(way))


@pytest.mark.parametrize(
    "file",
    [turned(1), written(SCENE, filters=[1], between=chunk(b"iTXt", XMP + b"<x/>") + chunk(b"tEXt", b"Title\0A hill"))],
    ids=["EXIF", "XMP and a title"],
)
def test_what_says_that_it_is_upright_is_read(file: bytes) -> None:
    assert np.array_equal(read(file), SCENE)


@settings(max_examples=150, deadline=None)
@given(at=st.integers(8, len(GOOD) - 1), bit=st.integers(0, 7))
def test_any_flipped_bit_is_noticed(at: int, bit: int) -> None:
    spoiled = bytearray(GOOD)
    spoiled[at] ^= 1 << bit
    with pytest.raises(png.Unusual):
        read(bytes(spoiled))


def test_no_more_is_inflated_than_was_declared() -> None:
    bomb = lead(40, 40) + chunk(b"IDAT", zlib.compress(bytes(200 * 10**6), 1)) + chunk(b"IEND", b"")
    with pytest.raises(png.Unusual):
        read(bomb)


@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA", "P", "LA", "1"])
def test_every_mode_has_the_grid_of_its_rgb_form(mode: str) -> None:
    file = saved(Image.fromarray(SCENE).convert(mode), "PNG")
    own, library = (way(file, MediaFormat.PNG, How()) for way in (picture.examine, picture._by_library))
    assert isinstance(own, Examined)
    assert own == library


@pytest.mark.parametrize("way", Way)
def test_the_sandbox_lets_it_work(decoder: Decoder, way: Way) -> None:
    file = saved(landscape(5, width=700, height=500), "PNG")
    seen = decoder.examine(file, How(way))
    assert seen == picture.examine(file, MediaFormat.PNG, How(way))
    assert not isinstance(seen, Undecodable)


def test_the_limit_on_pixels_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PIXELS", 1000)
    with pytest.raises(png.Unusual):
        read(GOOD)
