"""How far the fast way is from the exact one, over drawn pictures of several kinds and formats (`make bench` asks more)."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageFilter

from unit.kernels.hashing.pdq_pictures import drawn
from unit.kernels.made_media import landscape, saved
from varde.kernels.hashing import Fingerprint, Fingerprints, fingerprint
from varde.kernels.hashing.algorithms.pdq import distance_bits
from varde.kernels.media import Decoder, How, Way

FAST = How(Way.FAST)
SIZES = ((640, 480), (1023, 771), (480, 1000), (1280, 960))
MAX_BITS, MAX_MEAN_BITS = 8, 2.0


def scene(seed: int, size: tuple[int, int]) -> Image.Image:
    return landscape(seed, width=size[0], height=size[1])


def waves(seed: int, size: tuple[int, int]) -> Image.Image:
    return Image.fromarray(drawn(seed, width=size[0], height=size[1]))


def grain(seed: int, size: tuple[int, int]) -> Image.Image:
    noise = np.random.default_rng(seed).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    return Image.blend(scene(seed, size), Image.fromarray(noise).filter(ImageFilter.GaussianBlur(1)), 0.25)


KINDS = (scene, waves, grain)
FORMATS: dict[str, Callable[[Image.Image], io.BytesIO]] = {
    "JPEG": lambda made: saved(made, "JPEG", quality=85),
    "grey JPEG": lambda made: saved(made.convert("L"), "JPEG", quality=80),
    "progressive JPEG": lambda made: saved(made, "JPEG", quality=85, progressive=True),
    "PNG": lambda made: saved(made, "PNG"),
    "WebP": lambda made: saved(made, "WEBP", quality=80),
    "lossless WebP": lambda made: saved(made, "WEBP", lossless=True, method=0),
    "TIFF": lambda made: saved(made, "TIFF"),
    "BMP": lambda made: saved(made, "BMP"),
}


def both(file: io.BytesIO, decoder: Decoder) -> tuple[Fingerprint, Fingerprint]:
    exact, fast = fingerprint(file, decoder=decoder), fingerprint(file, decoder=decoder, how=FAST)
    assert isinstance(exact, Fingerprints)
    assert isinstance(fast, Fingerprints)
    return exact.fingerprints[0], fast.fingerprints[0]


def distance(file: io.BytesIO, decoder: Decoder) -> int:
    exact, fast = both(file, decoder)
    return distance_bits(exact.value, fast.value)


def test_it_is_within_eight_bits_and_two_on_average(decoder: Decoder) -> None:
    found = {}
    for at in range(40):
        name, kind, size = list(FORMATS)[at % len(FORMATS)], KINDS[at % len(KINDS)], SIZES[at // 8 % len(SIZES)]
        found[at, name, kind.__name__, size] = distance(FORMATS[name](kind(200 + at, size)), decoder)
    assert {case: bits for case, bits in found.items() if bits > MAX_BITS} == {}
    assert sum(found.values()) / len(found) < MAX_MEAN_BITS


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WebP"])
def test_it_says_that_it_is_not_exact(decoder: Decoder, name: str) -> None:
    exact, fast = both(FORMATS[name](scene(9, (320, 240))), decoder)
    assert (exact.is_exact, fast.is_exact) == (True, False)
    assert (exact.algorithm, exact.version) == (fast.algorithm, fast.version)


@pytest.mark.parametrize("way", Way)
def test_printers_inks_and_palettes_are_read_as_the_colours_they_mean(decoder: Decoder, way: Way) -> None:
    made = grain(77, (640, 480))
    few, inks = made.quantize(64), made.convert("CMYK")
    pairs = (
        (saved(few, "PNG"), saved(few.convert("RGB"), "PNG")),
        (saved(few, "GIF"), saved(few.convert("RGB"), "PNG")),
        (saved(inks, "JPEG", quality=95), saved(inks.convert("RGB"), "JPEG", quality=95)),
        (saved(inks, "TIFF"), saved(inks.convert("RGB"), "TIFF")),
    )
    for meant, plain in pairs:
        one, other = (fingerprint(file, decoder=decoder, how=How(way)) for file in (meant, plain))
        assert isinstance(one, Fingerprints)
        assert isinstance(other, Fingerprints)
        assert distance_bits(one.fingerprints[0].value, other.fingerprints[0].value) <= MAX_BITS
