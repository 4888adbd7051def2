"""When small segments are joined with larger ones: the sizes, oldest first, always fall steeply, so that there are few."""

from __future__ import annotations

from collections.abc import Sequence

_STEEPNESS = 4  # each is at least so many times as large as the next; an entry is moved about log4(n) times in its life


def joined_from(sizes: Sequence[int]) -> int:
    """From which one on all are to be joined into one; `len(sizes)` when they stand well as they are."""
    start = len(sizes) - 1
    tail = sum(sizes[start:])
    while start > 0 and sizes[start - 1] < _STEEPNESS * tail:
        start -= 1
        tail += sizes[start]
    return start if start < len(sizes) - 1 else len(sizes)
