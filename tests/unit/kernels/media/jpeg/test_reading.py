"""Our own reader of JPEG files says what the library says, and only of files in plain order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unit.kernels.made_media import landscape
from unit.kernels.media.jpeg.made_jpegs import by_library, drawn, jpeg, kinds, quarters, read
from varde.kernels.media.jpeg import frame, progressive
from varde.kernels.media.jpeg.errors import UnusualJpeg
from varde.kernels.media.jpeg.segments import Segments

ROUNDING = 0.51  # the library's small pictures are of whole grey levels


@settings(max_examples=60, deadline=None)
@given(kinds, st.integers(8, 220), st.integers(8, 220), st.sampled_from(("RGB", "L")), st.integers(0, 9))
def test_block_means_are_the_library_s(kind: dict[str, Any], width: int, height: int, mode: str, seed: int) -> None:
    """Whatever the quality, the sampling, the order of scans, the restarts and the size."""
    file = jpeg(drawn(seed, width=width, height=height, mode=mode), **kind)
    ours, theirs = read(file, side=1), by_library(file, step=8)
    assert (ours.height, ours.width, ours.step) == (height, width, 8)
    assert ours.luma.shape == theirs.shape
    assert np.abs(ours.luma - theirs).max() <= ROUNDING


@settings(max_examples=40, deadline=None)
@given(kinds, st.integers(16, 220), st.integers(16, 220), st.sampled_from(("RGB", "L")), st.integers(0, 9))
def test_quarters_are_those_of_the_pixels(kind: dict[str, Any], width: int, height: int, mode: str, seed: int) -> None:
    """Sequential files to the rounding; progressive ones as far as their first scans tell."""
    file = jpeg(drawn(seed, width=width, height=height, mode=mode), **kind)
    ours, theirs = read(file, side=2), quarters(by_library(file))
    inside = ours.luma[: theirs.shape[0], : theirs.shape[1]]
    assert ours.luma.shape == (-(-height // 4), -(-width // 4))
    assert np.abs(inside - theirs).max() <= (40 if kind["progressive"] else 4)
    assert np.abs(inside - theirs).mean() <= (8 if kind["progressive"] else 0.5)


@pytest.mark.parametrize("side", [1, 2])
@pytest.mark.parametrize("size", [(1, 1), (1, 300), (7, 9), (17, 33), (700, 3)])
def test_pictures_of_any_size_are_covered(side: int, size: tuple[int, int]) -> None:
    """Blocks that lie partly outside the picture count as one."""
    for is_progressive in (False, True):
        found = read(jpeg(drawn(3, width=size[0], height=size[1]), progressive=is_progressive), side=side)
        assert found.luma.shape == (-(-size[1] * side // 8), -(-size[0] * side // 8))


@pytest.mark.parametrize("side", [1, 2])
def test_other_colours_are_left_to_the_library(side: int) -> None:
    """CMYK has four planes; red, green and blue as planes have no luma."""
    for file in (jpeg(landscape(1).convert("CMYK")), jpeg(landscape(1), keep_rgb=True)):
        with pytest.raises(UnusualJpeg):
            read(file, side=side)


@pytest.mark.parametrize("is_progressive", [False, True])
def test_what_ends_early_is_left_to_the_library(is_progressive: bool) -> None:
    """At whatever byte, be it the last: only whole files are read here."""
    file = jpeg(drawn(5, width=60, height=50), progressive=is_progressive)
    for length in range(len(file)):
        for side in (1, 2):
            with pytest.raises(UnusualJpeg):
                read(file[:length], side=side)


def test_what_follows_the_end_changes_nothing() -> None:
    """A second picture, a thumbnail, or anything."""
    file = jpeg(drawn(5, width=60, height=50))
    assert np.array_equal(read(file + b"\xff\xd8 and more", side=2).luma, read(file, side=2).luma)


def test_a_missing_table_or_a_restart_out_of_turn_is_unusual() -> None:
    """The decoder in the library has its own ways with these."""
    file = jpeg(drawn(5, width=60, height=50), restart_marker_blocks=2)
    for damaged in (
        file.replace(b"\xff\xdb", b"\xff\xfe"),
        file.replace(b"\xff\xc4", b"\xff\xfe", 1),
        file.replace(b"\xff\xd1", b"\xff\xd2", 1),
        file.replace(b"\xff\xdd\x00\x04\x00\x02", b"\xff\xdd\x00\x04\x00\x03"),
        file.replace(b"\xff\xc0", b"\xff\xc9"),
    ):
        assert damaged != file
        with pytest.raises(UnusualJpeg):
            read(damaged, side=1)


def test_many_scans_cost_no_more() -> None:
    """A progressive file may repeat a scan ten thousand times: they are walked over in one go."""
    file = jpeg(drawn(5, width=40, height=40), progressive=True)
    last = file.rindex(b"\xff\xda")
    bomb = file[:-2] + file[last:-2] * 10_000 + file[-2:]
    assert np.array_equal(read(bomb, side=2).luma, read(file, side=2).luma)


@pytest.mark.parametrize("planes", [(0,), (0, 1, 2)])
def test_every_scan_has_room(planes: tuple[int, ...]) -> None:
    """The luma alone has no blocks beyond the picture, interleaved with others it has."""
    known = Segments(jpeg(drawn(5, width=24, height=24), progressive=True))
    scan = known.next_scan()
    assert scan is not None
    lies = frame.units(known, replace(scan, planes=planes))
    rows, columns = frame.room(known, side=2)
    assert lies.down * lies.high * 2 <= rows == 8
    assert lies.across * lies.wide * 2 <= columns == 8


def test_a_scan_that_has_no_room_is_unusual() -> None:
    """Nothing is written beyond the means, whatever a file says of its planes."""
    known = Segments(jpeg(drawn(5, width=24, height=24), progressive=True))
    scan = known.next_scan()
    assert scan is not None
    growing = progressive._Growing(known, np.frombuffer(known.data, np.uint8), np.zeros((3, 3), np.float32), 1, 1, 5)
    with pytest.raises(UnusualJpeg):
        growing.add(replace(scan, high=1, low=0))


def test_steps_that_change_on_the_way_are_unusual() -> None:
    """A quantiser between two scans: the decoder in the library keeps the first."""
    file = jpeg(drawn(5, width=24, height=24), progressive=True)
    at, quantiser = file.rindex(b"\xff\xda"), file.index(b"\xff\xdb")
    read(file, side=2)
    second = file.index(b"\xff\xc4", file.index(b"\xff\xda"))
    assert second < at
    with pytest.raises(UnusualJpeg):
        read(file[:second] + file[quantiser : quantiser + 69] + file[second:], side=2)
