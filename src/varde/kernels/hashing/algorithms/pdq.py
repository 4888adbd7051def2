"""PDQ: 256 bits that stay near each other when a picture is re-encoded, resized or slightly changed.

By authority of the published algorithm (Facebook, 2019) and its C++ reference, which this equals to the last bit on equal
pixels: the 64 by 64 luma grid comes from the decoder (`varde.kernels.media.grid`), here it becomes 16 by 16 cosine
coefficients, and each bit says whether a coefficient exceeds their lower median.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from varde.kernels.hashing.types import Example, Fingerprint, Unhashable, UnhashableReason
from varde.kernels.media.types import GRID_SIDE

NAME, VERSION = "pdq", "1"
MIN_QUALITY_PERCENT = 1  # at 0 the grid has no gradient that counts
MIN_SPREAD = 1.0  # grey levels between the grid's darkest and lightest cell
RADIUS_BITS = 31  # the published radius for "similar"
GOOD_QUALITY_PERCENT = 50  # below this, the reference advises not to match
VALUE_BYTES = 32
_KEPT = 16

Floats = NDArray[np.float32]


@lru_cache(maxsize=1)
def _cosines() -> Floats:
    """Rows 1 to 16 of the 64-point cosine transform, rounded as the reference rounds them."""
    row, column = np.arange(1, _KEPT + 1)[:, None], np.arange(GRID_SIDE)[None, :]
    scale = np.float64(np.float32(np.sqrt(2 / GRID_SIDE)))
    cosines: Floats = (scale * np.cos(np.pi / 2 / GRID_SIDE * row * (2 * column + 1))).astype(np.float32)
    return cosines


def _coefficients(grid: Floats) -> Floats:
    """D * grid * D transposed, each sum taken in the reference's order: float addition is not associative."""
    cosines = _cosines()
    half = _summed(cosines.T[:, :, None], grid[:, None, :])
    return _summed(half.T[:, :, None], cosines.T[:, None, :])


def _summed(one: Floats, other: Floats) -> Floats:
    """The products' sum over the first axis, one after the other: numpy pairs only along the last axis in memory."""
    summed: Floats = np.add.reduce(np.multiply(one, other, order="C"), axis=0)
    return summed


def _bits(coefficients: Floats) -> bytes:
    """Above the lower median is 1; the last coefficient is the first bit written."""
    median = np.partition(coefficients.ravel(), _KEPT * _KEPT // 2 - 1)[_KEPT * _KEPT // 2 - 1]
    return np.packbits((coefficients > median).ravel()[::-1]).tobytes()


def quality_percent(grid: Floats) -> int:
    """The reference's measure of how much there is to tell the picture by: 0 (flat) to 100."""
    total = 0
    for axis in (0, 1):
        steps = np.diff(grid, axis=axis) * np.float32(100) / np.float32(255)
        total += int(np.abs(steps).astype(np.int64).sum())
    return min(100, total // 90)


def _read(grid: bytes) -> Floats:
    return np.frombuffer(grid, "<f4").reshape(GRID_SIDE, GRID_SIDE)


def _is_flat(grid: Floats) -> bool:
    is_sane = bool(np.isfinite(grid).all()) and float(np.abs(grid).max()) <= 256
    return not is_sane or float(np.ptp(grid)) < MIN_SPREAD


def of_grid(grid: bytes, *, at_ms: int | None = None, is_exact: bool = True) -> Fingerprint | Unhashable:
    """The fingerprint of one 64 by 64 luma grid; a flat one has none rather than a hash that means nothing."""
    luma = _read(grid)
    if _is_flat(luma):
        return Unhashable(UnhashableReason.TOO_FLAT)
    quality = quality_percent(luma)
    if quality < MIN_QUALITY_PERCENT:
        return Unhashable(UnhashableReason.TOO_FLAT)
    return Fingerprint(NAME, VERSION, _bits(_coefficients(luma)), quality, at_ms, is_exact)


def value_of_grid(grid: bytes) -> bytes:
    """The value alone; ValueError of a grid that has none."""
    match of_grid(grid):
        case Fingerprint(value=value):
            return value
        case Unhashable(reason=reason):
            raise ValueError(reason)


def of_grids(grids: Sequence[bytes]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The values (uint8[n, 32]) and qualities of many grids at once, some twenty times faster; 0 where `of_grid` has none.

    In machine code: the first call in a process imports numba, a matter of seconds and 100 MB. For bulk.
    """
    from varde.kernels.hashing.algorithms import pdq_compiled

    read = np.frombuffer(b"".join(grids), "<f4").astype(np.float32, copy=False).reshape(-1, GRID_SIDE, GRID_SIDE)
    values, qualities = np.zeros((len(read), VALUE_BYTES), np.uint8), np.zeros(len(read), np.int64)
    pdq_compiled.hash_all(read, _cosines(), MIN_SPREAD, values, qualities)
    return values, qualities


def dihedral_values(grid: bytes) -> tuple[bytes, ...] | Unhashable:
    """The hashes of the picture turned and mirrored: as it is, turned by 90, 180, 270, flipped in x, in y, on both diagonals."""
    luma = _read(grid)
    if _is_flat(luma):
        return Unhashable(UnhashableReason.TOO_FLAT)
    plain = _coefficients(luma)
    odd = np.where(np.arange(_KEPT) % 2, np.float32(1), np.float32(-1))
    rows, columns, both = odd[:, None], odd[None, :], odd[:, None] * odd[None, :]
    forms = (plain, (plain * columns).T, plain * both, (plain * rows).T, plain * rows, plain * columns, plain.T, (plain * both).T)
    return tuple(_bits(form) for form in forms)


def distance_bits(one: bytes, other: bytes) -> int:
    """What PDQ means by near: in how many of the 256 bits two values differ."""
    return (int.from_bytes(one, "big") ^ int.from_bytes(other, "big")).bit_count()


def _drawn(a: int, b: int) -> bytes:
    """Overlapping waves out of whole numbers, the same on every machine."""
    y, x = np.mgrid[0:GRID_SIDE, 0:GRID_SIDE]
    waves: Floats = ((x * x * a + y * y * b + x * y) % 256).astype("<f4")
    return waves.tobytes()


EXAMPLES = (
    Example("waves", _drawn(3, 5), bytes.fromhex("66ec9bb3d918ff06bb6c6c74af40fcd524939908d24c62629c8c6d92ecc0bb6c")),
    Example("wide waves", _drawn(1, 2), bytes.fromhex("6b7e0bbb9eed07f3975d5f75bfc56f681d001ec05d80aed03500bf0076805d40")),
)
