from __future__ import annotations

import io
import struct

import pytest
from PIL import Image

from unit.kernels.made_media import landscape, saved
from varde.kernels.hashing import Fingerprint, Fingerprints, fingerprint
from varde.kernels.hashing.algorithms.pdq import distance_bits
from varde.kernels.media import Decoder, Examined, How, MediaFormat, Way, limits, picture, webp

FAST = How(Way.FAST)
SCENE = landscape(12, width=500, height=380)
PLAIN = saved(SCENE, "WEBP", quality=80).getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return kind + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)


def riff(*chunks: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", 4 + sum(map(len, chunks))) + b"WEBP" + b"".join(chunks)


def turned(value: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = value
    return saved(SCENE, "WEBP", exif=exif).getvalue()


FRAME = PLAIN[20:]
LEFT_TO_THE_LIBRARY = {
    "lossless": saved(SCENE, "WEBP", lossless=True).getvalue(),
    "with transparency": saved(Image.merge("RGBA", (*SCENE.split(), SCENE.convert("L"))), "WEBP").getvalue(),
    "an animation": saved(SCENE, "WEBP", save_all=True, append_images=[landscape(13, width=500, height=380)]).getvalue(),
    "turned": turned(6),
    "turned by XMP": saved(SCENE, "WEBP", xmp=b"<x tiff:Orientation='6'/>").getvalue(),
    "cut short": PLAIN[: len(PLAIN) // 2],
    "only its head": PLAIN[:25],
    "two frames": riff(chunk(b"VP8 ", FRAME), chunk(b"VP8 ", FRAME)),
    "no frame": riff(chunk(b"ICCP", b"profile")),
    "a canvas of another size": riff(chunk(b"VP8X", bytes(4) + b"\x09\0\0\x09\0\0"), chunk(b"VP8 ", FRAME)),
    "an unknown part": riff(chunk(b"VP8 ", FRAME), chunk(b"ABCD", b"")),
    "not a key frame": riff(chunk(b"VP8 ", bytes([FRAME[0] | 1]) + FRAME[1:])),
    "no pixels": riff(chunk(b"VP8 ", FRAME[:6] + bytes(4) + FRAME[10:])),
    "a longer length than the file": PLAIN[:4] + struct.pack("<I", len(PLAIN)) + PLAIN[8:],
    "nothing": b"",
}


def test_the_luma_plane_has_the_pictures_size() -> None:
    plane = webp.luma(io.BytesIO(PLAIN))
    assert plane is not None
    assert plane.shape == (380, 500)


def test_a_colour_profile_changes_nothing() -> None:
    with_profile = saved(SCENE, "WEBP", quality=80, icc_profile=b"a profile").getvalue()
    first, second = (picture.examine(io.BytesIO(file), MediaFormat.WEBP, FAST) for file in (PLAIN, with_profile))
    assert webp.luma(io.BytesIO(with_profile)) is not None
    assert first == second


def test_what_says_that_it_is_upright_is_read() -> None:
    for file in (turned(1), saved(SCENE, "WEBP", xmp=b"<x/>").getvalue()):
        assert webp.luma(io.BytesIO(file)) is not None


@pytest.mark.parametrize("name", LEFT_TO_THE_LIBRARY)
def test_the_unusual_is_left_to_the_library(name: str) -> None:
    file = LEFT_TO_THE_LIBRARY[name]
    assert webp.luma(io.BytesIO(file)) is None
    said = picture.examine(io.BytesIO(file), MediaFormat.WEBP, FAST)
    assert said == picture._by_library(io.BytesIO(file), MediaFormat.WEBP, FAST)


def test_the_limit_on_pixels_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PIXELS", 1000)
    assert webp.luma(io.BytesIO(PLAIN)) is None


def test_the_exact_way_is_the_librarys() -> None:
    assert picture.examine(io.BytesIO(PLAIN), MediaFormat.WEBP) == picture._by_library(io.BytesIO(PLAIN), MediaFormat.WEBP, How())


def only(found: object) -> Fingerprint:
    assert isinstance(found, Fingerprints)
    return found.fingerprints[0]


@pytest.mark.parametrize("size", [(500, 380), (1400, 1100)])
def test_the_sandbox_lets_it_work_and_it_is_near_the_exact_way(decoder: Decoder, size: tuple[int, int]) -> None:
    for seed in range(40, 44):
        file = saved(landscape(seed, width=size[0], height=size[1]), "WEBP", quality=75)
        exact, fast = only(fingerprint(file, decoder=decoder)), only(fingerprint(file, decoder=decoder, how=FAST))
        assert (exact.is_exact, fast.is_exact) == (True, False)
        assert distance_bits(exact.value, fast.value) <= 8


def test_a_full_range_of_greys_is_kept() -> None:
    seen = picture.examine(saved(Image.linear_gradient("L").convert("RGB"), "WEBP", quality=90), MediaFormat.WEBP, FAST)
    exact = picture.examine(saved(Image.linear_gradient("L").convert("RGB"), "WEBP", quality=90), MediaFormat.WEBP)
    assert isinstance(seen, Examined)
    assert isinstance(exact, Examined)
    assert max(abs(a - b) for a, b in zip(floats(seen), floats(exact), strict=True)) < 4


def floats(seen: Examined) -> tuple[float, ...]:
    return struct.unpack("<4096f", seen.frames[0].grid)
