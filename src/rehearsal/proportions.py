"""Figures kept in proportion when an operation is made larger or smaller."""

from __future__ import annotations

import math
from collections.abc import Mapping
from random import Random
from typing import TypeVar

from rehearsal.errors import ScaleRefused

T = TypeVar("T")
MIN_PERSONS = 8


def people(published: int, *, scale: float) -> int:
    """How many people an operation has at a scale; a handful at least."""
    if not (math.isfinite(scale) and 0 < scale <= 10):
        raise ScaleRefused(f"{scale}")
    return max(MIN_PERSONS, round(published * scale))


def apportion(weights: Mapping[T, float], total: int) -> dict[T, int]:
    """`total` split by the largest remainder; ties go to the earlier entry, so equal input gives equal output."""
    whole = sum(weights.values())
    exact = {key: total * weight / whole for key, weight in weights.items()}
    shares = {key: int(value) for key, value in exact.items()}
    by_rest = sorted(exact, key=lambda key: shares[key] - exact[key])
    for key in by_rest[: total - sum(shares.values())]:
        shares[key] += 1
    return shares


def dealt(rng: Random, weights: Mapping[T, float], total: int) -> list[T]:
    """The apportioned values in a random order."""
    values = [key for key, count in apportion(weights, total).items() for _ in range(count)]
    rng.shuffle(values)
    return values


def some(published: int, *, scale: float, least: int = 1) -> int:
    """How often a quirk occurs at a scale; at least once, so that small rehearsals meet it too."""
    return max(least, round(published * scale))
