"""The operations that can be rehearsed, by name."""

from __future__ import annotations

from collections.abc import Callable

from rehearsal import denmark, korea
from rehearsal.truth import Truth

OPERATIONS: dict[str, Callable[..., Truth]] = {"denmark": denmark.make, "korea": korea.make}


def make(operation: str, *, scale: float, seed: int) -> Truth:
    """Make an operation up; the same name, scale and seed give the same truth."""
    return OPERATIONS[operation](scale=scale, seed=seed)
