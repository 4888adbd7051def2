from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image, ImageEnhance

from unit.kernels.made_media import clip, landscape, saved
from varde.kernels.hashing import Fingerprints, fingerprint, of_examined_many
from varde.kernels.hashing.algorithms.pdq import RADIUS_BITS, distance_bits
from varde.kernels.media import Decoder, Undecodable, UndecodableReason
from varde.kernels.search import compare_videos

SCENES = range(100, 106)
COPIES: dict[str, Callable[[Image.Image], io.BytesIO]] = {
    "JPEG of quality 40": lambda made: saved(made, "JPEG", quality=40),
    "progressive JPEG": lambda made: saved(made, "JPEG", progressive=True, quality=70),
    "WebP": lambda made: saved(made, "WEBP", quality=60),
    "GIF": lambda made: saved(made, "GIF"),
    "half size": lambda made: saved(made.resize((made.width // 2, made.height // 2))),
    "one and a half size": lambda made: saved(made.resize((made.width * 3 // 2, made.height * 3 // 2))),
    "brighter": lambda made: saved(ImageEnhance.Brightness(made).enhance(1.15)),
    "cropped by a hundredth": lambda made: saved(made.crop((3, 2, made.width - 3, made.height - 2))),
}


def prints(file: io.BytesIO, decoder: Decoder) -> Fingerprints:
    found = fingerprint(file, decoder=decoder)
    assert isinstance(found, Fingerprints)
    return found


@pytest.mark.parametrize("copy", COPIES)
def test_a_copy_is_within_the_radius_of_its_original(decoder: Decoder, copy: str) -> None:
    for seed in SCENES:
        made = landscape(seed)
        first = prints(saved(made, "PNG"), decoder).fingerprints[0]
        second = prints(COPIES[copy](made), decoder).fingerprints[0]
        assert distance_bits(first.value, second.value) <= RADIUS_BITS


def test_other_pictures_are_far_away(decoder: Decoder) -> None:
    values = [prints(saved(landscape(seed)), decoder).fingerprints[0].value for seed in SCENES]
    assert all(distance_bits(one, other) > 2 * RADIUS_BITS for one in values for other in values if one != other)


def test_a_cmyk_picture_is_near_its_rgb_form(decoder: Decoder) -> None:
    made = landscape(7)
    first, second = prints(saved(made), decoder), prints(saved(made.convert("CMYK")), decoder)
    assert distance_bits(first.fingerprints[0].value, second.fingerprints[0].value) <= RADIUS_BITS


def test_a_turned_picture_is_near_by_one_of_its_two_fingerprints(decoder: Decoder) -> None:
    made, exif = landscape(8), Image.Exif()
    exif[0x0112] = 6
    stored = prints(saved(made.transpose(Image.Transpose.ROTATE_90), exif=exif), decoder).fingerprints
    upright = prints(saved(made), decoder).fingerprints[0]
    assert len(stored) == 2
    assert min(distance_bits(one.value, upright.value) for one in stored) <= RADIUS_BITS


@pytest.mark.parametrize(
    "changed",
    [
        {"options": {"crf": "36"}},
        {"size": (240, 180)},
        {"container": "webm", "codec": "libvpx-vp9"},
        {"container": "avi", "codec": "mjpeg"},
        {"seconds": 4},
    ],
    ids=str,
)
def test_a_copy_of_a_clip_matches(decoder: Decoder, changed: dict[str, object]) -> None:
    first = prints(clip(20, seconds=6), decoder).fingerprints
    second = prints(clip(20, **{"seconds": 6} | changed), decoder).fingerprints  # type: ignore[arg-type]
    compared = compare_videos(first, second)
    assert compared.is_match, compared.reasons


def test_another_clip_does_not_match(decoder: Decoder) -> None:
    first, second = (prints(clip(seed, seconds=4), decoder).fingerprints for seed in (20, 21))
    assert not compare_videos(first, second).is_match


def test_a_flat_picture_has_facts_but_no_fingerprint(decoder: Decoder) -> None:
    found = prints(saved(Image.new("RGB", (200, 200), (90, 90, 90))), decoder)
    assert (found.fingerprints, found.unhashable_frames) == ((), 1)


@pytest.mark.parametrize(("size", "count"), [((4, 90), 0), ((90, 4), 0), ((5, 90), 1)])
def test_a_picture_under_five_pixels_has_no_fingerprint(decoder: Decoder, size: tuple[int, int], count: int) -> None:
    found = prints(saved(landscape(3).resize(size), "PNG"), decoder)
    assert (len(found.fingerprints), found.unhashable_frames) == (count, 1 - count)
    assert of_examined_many([found.examined]) == [found]


def test_what_cannot_be_decoded_has_none(decoder: Decoder) -> None:
    assert fingerprint(io.BytesIO(b"not a picture"), decoder=decoder) == Undecodable(UndecodableReason.UNKNOWN_FORMAT)
