from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from varde.kernels.hashing import Fingerprint, of_examined, of_examined_many
from varde.kernels.hashing.algorithms import pdq
from varde.kernels.media import Examined, Frame, How, MediaFormat, MediaKind, Way


def grid(kind: int, seed: int) -> bytes:
    draw = np.random.default_rng(seed)
    flat, noise = np.full((64, 64), float(seed % 256)), draw.random((64, 64))
    kinds = (
        noise * 255,
        draw.integers(0, 2, (64, 64)) * 255,
        flat,
        flat + noise * 2,
        np.outer(np.arange(64), np.arange(64)) * (seed % 7 + 1) % 256,
        np.tile(np.arange(64), (64, 1)) * (seed % 5),
        np.where(noise > 0.999, [np.nan, np.inf, -1e30, 256.5][seed % 4], noise * 200),
    )
    return kinds[kind].astype("<f4").tobytes()


GRIDS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 10**6)), max_size=6)


@settings(max_examples=120, deadline=None)
@given(grids=GRIDS)
def test_many_at_once_equal_each_by_itself(grids: list[tuple[int, int]]) -> None:
    drawn = [grid(*one) for one in grids]
    values, qualities = pdq.of_grids(drawn)
    for given_grid, value, quality in zip(drawn, values, qualities.tolist(), strict=True):
        found = pdq.of_grid(given_grid)
        if isinstance(found, Fingerprint):
            assert (found.value, found.quality_percent) == (value.tobytes(), quality)
        else:
            assert (quality, value.any()) == (0, False)


@settings(max_examples=60, deadline=None)
@given(kind=st.integers(0, 5), seed=st.integers(0, 10**6))
def test_the_coefficients_are_summed_one_after_the_other(kind: int, seed: int) -> None:
    luma, cosines = np.frombuffer(grid(kind, seed), "<f4").reshape(64, 64), pdq._cosines()
    half, whole = np.zeros((16, 64), np.float32), np.zeros((16, 16), np.float32)
    for k in range(64):
        half += cosines[:, k : k + 1] * luma[k]
    for k in range(64):
        whole += half[:, k : k + 1] * cosines[:, k]
    assert np.array_equal(pdq._coefficients(luma), whole)


def examined(grids: list[tuple[int, int]], *, way: Way) -> Examined:
    frames = tuple(Frame(1000 * at, grid(*one)) for at, one in enumerate(grids))
    return Examined(MediaKind.VIDEO, MediaFormat.MP4, 640, 480, 9000, True, frames, How(way))


@settings(max_examples=20, deadline=None)
@given(files=st.lists(GRIDS, max_size=3), way=st.sampled_from(Way))
def test_many_files_have_the_fingerprints_of_each(files: list[list[tuple[int, int]]], way: Way) -> None:
    seen = [examined(grids, way=way) for grids in files]
    assert of_examined_many(seen) == [of_examined(one) for one in seen]
    assert all(one.is_exact == (way is Way.EXACT) for found in of_examined_many(seen) for one in found.fingerprints)
