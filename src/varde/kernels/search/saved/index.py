"""A saved index, open for searching."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from varde.kernels.search.saved.types import Hit, IndexFacts, VideoHit
from varde.kernels.search.types import RADIUS_BITS
from varde.kernels.search.videos import FrameLike

Verify = Literal["all", "header"]
Values = Sequence[bytes] | NDArray[np.uint64]


class SavedIndex:
    """One generation of a saved index, mapped read-only."""

    @staticmethod
    def open(path: Path, *, verify: Verify = "all", versions: dict[str, str] | None = None) -> SavedIndex:
        """Map the present generation; `versions` are the algorithms' versions that the caller speaks."""
        raise NotImplementedError

    @property
    def facts(self) -> IndexFacts:
        """What it holds."""
        raise NotImplementedError

    def refreshed(self) -> SavedIndex:
        """Itself, or the newer generation when there is one; the cost is one look at a file's date."""
        raise NotImplementedError

    def check(self) -> list[str]:
        """Verify every byte; what is wrong, in words, or nothing."""
        raise NotImplementedError

    def near(
        self, values: Values, *, radius_bits: int = RADIUS_BITS, lists: Collection[str] | None = None, threads: int = 1
    ) -> list[list[Hit]]:
        """For each PDQ value (32 bytes, or a row of uint64 (q, 4)) its near entries, nearest first."""
        raise NotImplementedError

    def exact(self, algorithm: str, values: Sequence[bytes], *, lists: Collection[str] | None = None) -> list[list[Hit]]:
        """For each value the entries that are equal to it."""
        raise NotImplementedError

    def videos(
        self,
        frames: Sequence[FrameLike],
        *,
        radius_bits: int = RADIUS_BITS,
        lists: Collection[str] | None = None,
        threads: int = 1,
    ) -> list[VideoHit]:
        """Videos that share frames with these, matches and greater shares first."""
        raise NotImplementedError
