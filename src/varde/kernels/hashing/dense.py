"""A known video's frames are kept densely, so that a copy's few keyframes meet one of them; what says nothing new is left out."""

from __future__ import annotations

from collections.abc import Iterable

from varde.kernels.hashing.algorithms import pdq
from varde.kernels.hashing.types import Fingerprint

ALIKE_BITS = 10  # a frame so near the one kept before it would be found by it, up to as many bits


def pruned(frames: Iterable[Fingerprint], *, alike_bits: int = ALIKE_BITS) -> tuple[Fingerprint, ...]:
    """Of frames in order of time: the first, then each that is more than so many bits from the last one kept.

    One good enough to be compared (quality 50) is not left out for one that is not.

    It costs reach: a copy's frame that was within the radius of one left out is within the radius and `alike_bits` of one kept.
    """
    kept: list[Fingerprint] = []
    for frame in frames:
        if not kept or _says_more(frame, kept[-1], alike_bits):
            kept.append(frame)
    return tuple(kept)


def _says_more(frame: Fingerprint, last: Fingerprint, alike_bits: int) -> bool:
    is_better = last.quality_percent < pdq.GOOD_QUALITY_PERCENT <= frame.quality_percent
    return is_better or pdq.distance_bits(last.value, frame.value) > alike_bits
