"""In which wave a suspect stands: by the first act, between the cuts that the lead set."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime


def wave_of(first_act_at: datetime, *, cuts: Sequence[datetime]) -> int:
    """1 before the first cut; an act at the very moment of a cut belongs to the wave that begins there."""
    return 1 + bisect_right(cuts, first_act_at)


def ordered(cuts: Sequence[datetime]) -> tuple[datetime, ...]:
    """Cuts ascending, each once."""
    return tuple(sorted(set(cuts)))
