"""What goes into a saved index, what comes out of it, and what it says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

NEAR_ALGORITHM = "pdq"  # values that can be near each other; all others are equal or not


@dataclass(frozen=True)
class Entries:
    """Entries of one list and one algorithm, in columns of one length.

    `values` is uint8 (n, bytes). `ids` are the list's own names for its entries (text, or an array: whole numbers from 0, or
    uint8 (n, 16) of UUIDs' bytes), without them the places from 1 on. Frames of a video have `at_ms`, and their id is that of the
    video; pictures have None there.
    """

    list: str
    algorithm: str
    values: NDArray[np.uint8]
    ids: Sequence[str] | NDArray[Any] | None = None
    at_ms: Sequence[int | None] | None = None
    sizes: Sequence[int | None] | None = None
    classifications: Sequence[str | None] | None = None
    quality_percent: Sequence[int | None] | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found: in which list, by which algorithm, and in how many bits it differs."""

    list: str
    entry: str
    bits_apart: int
    algorithm: str
    at_ms: int | None = None
    size: int | None = None
    classification: str | None = None


@dataclass(frozen=True, slots=True)
class VideoHit:
    """A video found by its frames, with the grounds: the shares of matched frames both ways and the median bits apart."""

    list: str
    entry: str
    is_match: bool
    share_of_query: float
    share_of_entry: float
    bits_apart: int | None
    reasons: tuple[str, ...]
    classification: str | None = None


@dataclass(frozen=True, slots=True)
class SegmentFacts:
    """One segment file: what it holds, how it is searched (chunks as "width/radius"; none: compared one by one)."""

    algorithm: str
    entries: int
    removed: int
    bytes: int
    chunks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexFacts:
    """What an index says of itself. `lists` counts the entries of each list by algorithm."""

    path: Path
    generation: int
    built_at: datetime
    made_from: str
    radius_bits: int
    versions: dict[str, str]
    lists: dict[str, dict[str, int]]
    segments: tuple[SegmentFacts, ...]

    @property
    def entries(self) -> int:
        """All entries of all lists."""
        return sum(sum(each.values()) for each in self.lists.values())

    @property
    def bytes(self) -> int:
        """On the disk, and at most so many in memory, shared by all processes that have it open."""
        return sum(one.bytes for one in self.segments)
