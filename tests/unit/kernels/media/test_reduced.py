"""The grid of a picture reduced by whole squares is the grid of the original's geometry, as stored and as shown."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from varde.kernels.media.reduced import TURNS, Reduced, grid_of, plainly

ROUNDING = 0.01
sides = st.integers(65, 700) | st.sampled_from((66, 127, 128, 129, 511, 512, 1000, 1537))


def noise(height: int, width: int, step: int) -> Reduced:
    shape = (-(-height // step), -(-width // step))
    return Reduced(np.random.default_rng(height * width).uniform(0, 255, shape).astype(np.float32), step, height, width)


@settings(max_examples=60, deadline=None)
@given(sides, sides, st.sampled_from((1, 2, 4, 8)), st.sampled_from(sorted(TURNS)))
def test_folded_weights_are_the_plain_ones(height: int, width: int, step: int, orientation: int) -> None:
    """Every pixel weighs what it weighs in the original; turning turns the weights."""
    picture = noise(height, width, step)
    assert np.abs(grid_of(picture, TURNS[orientation]) - plainly(picture, TURNS[orientation])).max() < ROUNDING


@pytest.mark.parametrize("orientation", sorted(TURNS))
def test_turns_are_exif_s(orientation: int) -> None:
    """As the library turns a picture to be shown."""
    stored = Image.fromarray(np.random.default_rng(1).integers(0, 256, (90, 130), dtype=np.uint8))
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = io.BytesIO()
    stored.save(file, "PNG", exif=exif)
    shown = np.asarray(ImageOps.exif_transpose(Image.open(file)), np.float32)
    as_is = Reduced(shown, 1, *shown.shape)
    turned = grid_of(Reduced(np.asarray(stored, np.float32), 1, 90, 130), TURNS[orientation])
    assert np.abs(turned - grid_of(as_is)).max() < ROUNDING


def test_roughness_is_the_step_between_neighbours() -> None:
    """None in a flat picture; in stripes it is their height, whichever way they run."""
    flat, stripes = np.full((40, 30), 7, np.float32), np.zeros((40, 30), np.float32)
    stripes[::2] = 10
    assert Reduced(flat, 8, 320, 240).roughness() == 0
    assert Reduced(stripes, 8, 320, 240).roughness() == pytest.approx(10, rel=0.02)
    assert Reduced(np.ascontiguousarray(stripes.T), 8, 240, 320).roughness() == pytest.approx(10, rel=0.05)
