from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from unit.kernels.hashing.pdq_pictures import VECTORS, drawn
from varde.kernels.hashing import Fingerprint, Unhashable, UnhashableReason, algorithm
from varde.kernels.hashing.algorithms import pdq
from varde.kernels.media import grid

KNOWN = json.loads((Path(__file__).parent / VECTORS).read_text())


def grid_of(picture: np.ndarray, *, exactly: bool = True) -> bytes:
    way = grid.reduce_exactly if exactly else grid.reduce_linearly
    height, width = picture.shape[:2]
    reduced = way(lambda a, b: grid.luma_of_rgb(picture[a:b]), height=height, width=width)
    return np.ascontiguousarray(reduced, "<f4").tobytes()


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: f"{known['seed']}-{known['width']}x{known['height']}")
def test_every_bit_and_the_quality_equal_the_reference(known: dict[str, int | str]) -> None:
    picture = drawn(int(known["seed"]), width=int(known["width"]), height=int(known["height"]))
    found = pdq.of_grid(grid_of(picture))
    assert isinstance(found, Fingerprint)
    assert (found.hex, found.quality_percent) == (known["hash"], known["quality"])


@pytest.mark.parametrize("known", [known for known in KNOWN if "forms" in known], ids=lambda known: str(known["seed"]))
def test_the_turned_and_mirrored_forms_equal_the_reference(known: dict[str, int | list[str]]) -> None:
    picture = drawn(int(str(known["seed"])), width=int(str(known["width"])), height=int(str(known["height"])))
    forms = pdq.dihedral_values(grid_of(picture))
    assert not isinstance(forms, Unhashable)
    assert [form.hex() for form in forms] == known["forms"]


@pytest.mark.parametrize("seed", range(20))
def test_the_linear_way_is_at_most_two_bits_from_the_exact_one(seed: int) -> None:
    picture = drawn(seed, width=300 + 17 * seed, height=500 - 11 * seed)
    exact, linear = pdq.of_grid(grid_of(picture)), pdq.of_grid(grid_of(picture, exactly=False))
    assert isinstance(exact, Fingerprint)
    assert isinstance(linear, Fingerprint)
    assert pdq.distance_bits(exact.value, linear.value) <= 2


@pytest.mark.parametrize("shade", [0, 128, 255])
def test_a_flat_picture_has_no_hash_rather_than_one_that_means_nothing(shade: int) -> None:
    flat = np.full((64, 64), shade, "<f4").tobytes()
    assert pdq.of_grid(flat) == Unhashable(UnhashableReason.TOO_FLAT)
    assert pdq.dihedral_values(flat) == Unhashable(UnhashableReason.TOO_FLAT)


@pytest.mark.parametrize("value", [np.nan, np.inf, -1e30])
def test_a_grid_that_cannot_be_has_no_hash(value: float) -> None:
    broken = np.arange(64 * 64, dtype="<f4").reshape(64, 64) % 256
    broken[3, 3] = value
    assert pdq.of_grid(broken.tobytes()) == Unhashable(UnhashableReason.TOO_FLAT)


def test_the_registry_knows_what_near_means() -> None:
    found = algorithm("pdq")
    assert found is not None
    assert (found.radius_bits, found.value_bytes) == (31, 32)
    assert found.distance_bits(bytes(32), b"\x01" * 32) == 32
    assert algorithm("nothing") is None
