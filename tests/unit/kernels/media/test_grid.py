from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from varde.kernels.media import grid

SIDES = st.integers(5, 400)
KINDS = ("noise", "extremes", "flat", "ramp")


def drawn(kind: str, *, height: int, width: int, channels: int, seed: int) -> np.ndarray:
    draw = np.random.default_rng(seed)
    shape = (height, width) if channels == 1 else (height, width, channels)
    if kind == "noise":
        return draw.integers(0, 256, shape, dtype=np.uint8)
    if kind == "extremes":
        return (draw.integers(0, 2, shape, dtype=np.uint8) * 255).astype(np.uint8)
    if kind == "flat":
        return np.full(shape, seed % 256, np.uint8)
    return (np.arange(int(np.prod(shape))) * (seed % 7 + 1) % 256).astype(np.uint8).reshape(shape)


def plainly(picture: np.ndarray, *, exactly: bool = True) -> np.ndarray:
    way = grid.reduce_exactly if exactly else grid.reduce_linearly
    return way(lambda a, b: grid.luma(picture[a:b]), height=picture.shape[0], width=picture.shape[1])


PICTURES = st.builds(
    drawn, st.sampled_from(KINDS), height=SIDES, width=SIDES, channels=st.sampled_from((1, 3, 4)), seed=st.integers(0, 10**6)
)


@settings(max_examples=80, deadline=None)
@given(picture=PICTURES)
def test_the_compiled_boxes_equal_the_plain_ones_to_the_last_bit(picture: np.ndarray) -> None:
    assert grid.exactly(picture).tobytes() == plainly(picture).tobytes()


@settings(max_examples=40, deadline=None)
@given(picture=PICTURES)
def test_the_compiled_tents_equal_the_plain_ones_up_to_rounding(picture: np.ndarray) -> None:
    assert np.abs(grid.linearly(picture) - plainly(picture, exactly=False)).max() < 1e-3


@settings(max_examples=30, deadline=None)
@given(picture=PICTURES, bands=st.lists(st.integers(1, 40), min_size=1, max_size=8))
def test_it_does_not_matter_in_which_bands_the_rows_come(picture: np.ndarray, bands: list[int]) -> None:
    height, width = picture.shape[:2]
    boxes, tents, at = grid.Boxes(height=height, width=width), grid.Tents(height=height, width=width), 0
    while at < height:
        for many in bands:
            if at < height:
                boxes.take(picture[at : at + 4 * many])
                tents.take(picture[at : at + 4 * many])
                at += 4 * many
    assert boxes.grid().tobytes() == grid.exactly(picture).tobytes()
    assert tents.grid().tobytes() == grid.linearly(picture).tobytes()


@pytest.mark.parametrize(
    "size",
    [
        (1, 1),
        (1, 300),
        (300, 1),
        (4, 4),
        (64, 64),
        (64, 65),
        (127, 128),
        (128, 129),
        (1000, 7),
        (7, 1000),
        (4000, 20),
        (20, 4000),
    ],
)
def test_sizes_at_the_edges(size: tuple[int, int]) -> None:
    picture = drawn("noise", height=size[0], width=size[1], channels=3, seed=9)
    assert grid.exactly(picture).tobytes() == plainly(picture).tobytes()
    assert np.abs(grid.linearly(picture) - plainly(picture, exactly=False)).max() < 1e-3


def test_each_colour_has_the_luma_of_the_reference() -> None:
    colours = np.arange(1 << 24, dtype=np.uint32)[:: 251 * 13]
    picture = np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1).astype(np.uint8)
    for start in range(0, len(picture) - 25, 25):
        few = picture[start : start + 25].reshape(5, 5, 3)
        assert grid.exactly(few).tobytes() == plainly(few).tobytes()


def test_a_plane_may_have_padded_rows_and_may_not_be_written() -> None:
    plane = drawn("noise", height=90, width=160, channels=1, seed=4)
    view = plane[:, :130]
    view.flags.writeable = False
    assert grid.of_luma(view).tobytes() == grid.linearly(np.ascontiguousarray(view)).tobytes()
    assert grid.of_luma(plane[:, ::2]).tobytes() == grid.linearly(np.ascontiguousarray(plane[:, ::2])).tobytes()
    assert grid.of_luma(plane[::-1]).tobytes() == grid.linearly(np.ascontiguousarray(plane[::-1])).tobytes()


@pytest.mark.parametrize("streams", [grid.Boxes, grid.Tents])
def test_rows_that_do_not_fit_are_refused(streams: type[grid.Boxes | grid.Tents]) -> None:
    band = drawn("noise", height=16, width=40, channels=3, seed=1)
    for height, width in ((15, 40), (16, 41), (16, 39)):
        with pytest.raises(ValueError, match="40"):
            streams(height=height, width=width).take(band)
    halfway = streams(height=32, width=40)
    halfway.take(band)
    with pytest.raises(ValueError, match="16"):
        halfway.grid()
    with pytest.raises(ValueError, match="2"):
        streams(height=16, width=40).take(band[:, :, :2])
