"""The fast way of JPEG files: near the exact one, or not taken."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from unit.kernels.made_media import landscape
from unit.kernels.media.jpeg.made_jpegs import detailed, drawn, jpeg
from varde.kernels.hashing.algorithms import pdq
from varde.kernels.hashing.algorithms.pdq import distance_bits
from varde.kernels.hashing.types import Fingerprint
from varde.kernels.media import picture
from varde.kernels.media.jpeg import examine_fast
from varde.kernels.media.jpeg.orientation import orientation
from varde.kernels.media.jpeg.segments import Segments
from varde.kernels.media.types import EXACTLY, Examined, Frame, How, MediaFormat, Way

FAST = How(Way.FAST)
MAX_BITS = 8


def value(frame: Frame) -> bytes:
    found = pdq.of_grid(frame.grid)
    assert isinstance(found, Fingerprint)
    return found.value


def examined(file: bytes, how: How) -> Examined:
    found = picture.examine(io.BytesIO(file), MediaFormat.JPEG, how)
    assert isinstance(found, Examined)
    return found


@pytest.mark.parametrize("is_progressive", [False, True])
@pytest.mark.parametrize("size", [(333, 250), (700, 520), (1153, 864), (1001, 1000), (2311, 1733)])
def test_fingerprints_are_within_eight_bits(size: tuple[int, int], is_progressive: bool) -> None:
    """Whatever is read: all of the luma, the blocks' quarters, or the blocks."""
    file = jpeg(detailed(size[0], width=size[0], height=size[1]), progressive=is_progressive, quality=85)
    found, exact = examine_fast(file, FAST), examined(file, EXACTLY)
    assert found is not None
    assert (found.width, found.height, found.is_whole, found.how) == (*size, True, FAST)
    assert distance_bits(value(found.frames[0]), value(exact.frames[0])) <= MAX_BITS


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_turned_picture_has_two(turn: int) -> None:
    """As stored and as shown."""
    exif = Image.Exif()
    exif[0x0112] = turn
    file = jpeg(detailed(4, width=1203, height=901), exif=exif)
    found, exact = examine_fast(file, FAST), examined(file, EXACTLY)
    assert found is not None
    assert len(found.frames) == len(exact.frames) == (1 if turn == 1 else 2)
    for one, other in zip(found.frames, exact.frames, strict=True):
        assert distance_bits(value(one), value(other)) <= MAX_BITS


def test_doubt_goes_the_exact_way() -> None:
    """Flat, mirrored and nearly smooth pictures have many coefficients near the median: a trifle would turn their bits."""
    ramp = np.tile(np.linspace(100, 108, 1600).astype(np.uint8), (1600, 1))
    half = np.asarray(landscape(3, width=800, height=1600))
    mirrored = np.concatenate([half, half[:, ::-1]], axis=1)
    for pixels in (np.full((1600, 1600), 90, np.uint8), ramp, mirrored):
        file = jpeg(Image.fromarray(pixels), quality=90)
        assert examine_fast(file, FAST) is None
        exact, fast = examined(file, EXACTLY), examined(file, FAST)
        close = np.frombuffer(exact.frames[0].grid, np.float32) - np.frombuffer(fast.frames[0].grid, np.float32)
        assert np.abs(close).max() < 0.01


def test_small_truncated_and_strange_files_go_the_exact_way() -> None:
    """So does everything that is no JPEG file at all."""
    file = jpeg(detailed(1, width=1600, height=1200))
    assert examine_fast(jpeg(drawn(1, width=120, height=400)), FAST) is None
    assert examine_fast(file[: len(file) // 2], FAST) is None
    assert examine_fast(jpeg(landscape(1, width=900, height=900).convert("CMYK")), FAST) is None
    for strange in (b"", b"\xff", b"\xff\xd8", b"\xff\xd8\xff", b"\xff\xd8\xff\xd9", b"GIF89a" * 20, file[:300] * 9):
        assert examine_fast(strange, FAST) is None
    assert not examined(file[: len(file) // 2], FAST).is_whole


def test_a_picture_larger_than_allowed_is_not_begun() -> None:
    """Its size is believed before anything is reserved for it."""
    file = bytearray(jpeg(drawn(1, width=160, height=160)))
    at = file.index(b"\xff\xc0")
    file[at + 5 : at + 9] = b"\xff\xff\xff\xff"
    assert examine_fast(bytes(file), FAST) is None


@pytest.mark.filterwarnings("ignore:.*:UserWarning")
@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, 9) | st.integers(0, 1 << 16),
    st.lists(st.tuples(st.integers(0, 170), st.integers(0, 255)), max_size=4),
    st.sampled_from((b"", b"tiff:Orientation='6'", b'tiff:Orientation="3"')),
    st.booleans(),
)
def test_orientation_is_the_library_s(turn: int, changes: list[tuple[int, int]], xmp: bytes, has_tag: bool) -> None:
    """Also of damaged EXIF blocks, and where only XMP says it."""
    exif = Image.Exif()
    exif[0x010F] = "Harbour"
    if has_tag:
        exif[0x0112] = turn % 65536
    file = bytearray(jpeg(drawn(1, width=24, height=24), exif=exif, **({"xmp": xmp} if xmp else {})))
    at = file.index(b"Exif\0\0") + 6
    for place, byte in changes:
        if place < 34:
            file[at + place] = byte
    theirs = picture._orientation(Image.open(io.BytesIO(file)))  # the meaning
    known = Segments(bytes(file))
    known.next_scan()
    assert orientation(known) == theirs
