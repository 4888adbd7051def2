"""PDQ: 256 bits that stay near each other when a picture is re-encoded, resized or slightly changed.

By authority of the published algorithm (Facebook, 2019) and its C++ reference, which this equals to the last bit on equal
pixels: the 64 by 64 luma grid comes from the decoder (`varde.kernels.media.grid`), here it becomes 16 by 16 cosine
coefficients, and each bit says whether a coefficient exceeds their lower median.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from varde.kernels.hashing.types import Fingerprint, Unhashable, UnhashableReason
from varde.kernels.media.types import GRID_SIDE

NAME, VERSION = "pdq", "1"
MIN_QUALITY_PERCENT = 1  # at 0 the grid has no gradient that counts
MIN_SPREAD = 1.0  # grey levels between the grid's darkest and lightest cell
RADIUS_BITS = 31  # the published radius for "similar"
GOOD_QUALITY_PERCENT = 50  # below this, the reference advises not to match
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
    half = np.zeros((_KEPT, GRID_SIDE), np.float32)
    for k in range(GRID_SIDE):
        half += cosines[:, k : k + 1] * grid[k]
    whole = np.zeros((_KEPT, _KEPT), np.float32)
    for k in range(GRID_SIDE):
        whole += half[:, k : k + 1] * cosines[:, k]
    return whole


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


def of_grid(grid: bytes, *, at_ms: int | None = None) -> Fingerprint | Unhashable:
    """The fingerprint of one 64 by 64 luma grid; a flat one has none rather than a hash that means nothing."""
    luma = _read(grid)
    if _is_flat(luma):
        return Unhashable(UnhashableReason.TOO_FLAT)
    quality = quality_percent(luma)
    if quality < MIN_QUALITY_PERCENT:
        return Unhashable(UnhashableReason.TOO_FLAT)
    return Fingerprint(NAME, VERSION, _bits(_coefficients(luma)), quality, at_ms)


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
