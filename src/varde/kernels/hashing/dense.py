"""A known video's frames are kept densely, so that a copy's few keyframes meet one of them; what says nothing new is left out."""

from __future__ import annotations

from collections.abc import Iterable

from varde.kernels.hashing.algorithms import pdq
from varde.kernels.hashing.types import Fingerprint

ALIKE_BITS = 10  # a frame so near the one kept before it would be found by it, up to as many bits


def pruned(frames: Iterable[Fingerprint], *, alike_bits: int = ALIKE_BITS) -> tuple[Fingerprint, ...]:
    """Of frames in order of time: the first, then each that is more than so many bits from the last one kept.

    It costs reach: a copy's frame that was within the radius of one left out is within the radius and `alike_bits` of one kept.
    """
    kept: list[Fingerprint] = []
    for frame in frames:
        if not kept or pdq.distance_bits(kept[-1].value, frame.value) > alike_bits:
            kept.append(frame)
    return tuple(kept)
