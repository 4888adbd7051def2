"""Is a grid from a reduced picture near enough to the exact one for its fingerprint to be trusted?

PDQ's bits say which of 256 cosine coefficients lie above their median. A reduced grid's coefficients are a little off, and those
near the median may fall on the other side. Photographs have few of these; smooth, dark or mirrored graphics may have a hundred.
So the turned bits to be expected are counted, and where there are too many the picture is read more finely.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from varde.kernels.media.reduced import Reduced
from varde.kernels.media.types import GRID_SIDE

Floats = NDArray[np.float32]
MAX_EXPECTED_BITS = 3.0
# what makes a coefficient's error, in grey levels; fitted on 576 drawn and photographed files
_BY_ROUNDING = 0.2  # to whole levels, and of colours that the exact way clamps
_BY_SAMPLING = 8.0  # by roughness over the number of samples
_BY_QUANTISER = 0.02  # by the step of the lowest AC coefficient
_KEPT = 16
_ERROR, _ERROR_BY_STEP, _LEAST_ERROR = (
    95.0,
    6.0,
    0.25,
)  # of a coefficient, in grey levels; measured on 576 drawn and photographed files
_LOGISTIC = 1.702  # makes the logistic function the normal distribution's within 0.01


@lru_cache(maxsize=1)
def _cosines() -> Floats:
    row, column = np.arange(1, _KEPT + 1)[:, None], np.arange(GRID_SIDE)[None, :]
    cosines: Floats = (np.sqrt(2 / GRID_SIDE) * np.cos(np.pi / 2 / GRID_SIDE * row * (2 * column + 1))).astype(np.float32)
    return cosines


def error(picture: Reduced, quantiser: float) -> float:
    """The standard deviation to be expected of a coefficient, from the picture and its file's coarseness."""
    sampling = _BY_SAMPLING * picture.roughness() / picture.samples
    return math.hypot(_BY_ROUNDING, sampling, _BY_QUANTISER * quantiser)


def expected_bits(grid: Floats, error: float) -> float:
    """How many of the fingerprint's bits are probably other than the exact way's."""
    coefficients = (_cosines() @ grid @ _cosines().T).ravel()
    half = len(coefficients) // 2 - 1
    distances = np.abs(coefficients - np.partition(coefficients, half)[half])
    return float((1 / (1 + np.exp(np.minimum(distances * np.float32(_LOGISTIC / error), 80)))).sum())


def are_settled(grids: Sequence[Floats], picture: Reduced, quantiser: float) -> bool:
    """May the fingerprints of these grids of a picture stand for the exact ones?"""
    likely = error(picture, quantiser)
    return all(expected_bits(grid, likely) <= MAX_EXPECTED_BITS for grid in grids)
