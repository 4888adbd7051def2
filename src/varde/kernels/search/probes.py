"""What a search in tables needs to know beforehand: which buckets to ask for, as arrays that the kernels read."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from varde.kernels.search.plan import Plan, radii_for

_TOGETHER = 320  # probes of a group of tables: enough to hide memory's slowness, few enough for the nearest cache


class Probes(NamedTuple):
    """`tables` int64[t, 10] describes each table looked into; `groups` says which go together.

    Each probe has the bits by which its slot differs, and in `owners` its table << 8 | how far apart tags may be. `most` is how
    many probes the largest group has.
    """

    tables: NDArray[np.int64]
    flips: NDArray[np.uint32]
    owners: NDArray[np.uint32]
    groups: NDArray[np.int64]
    most: int


@lru_cache(maxsize=256)
def probes_for(plan: Plan, filled: int, radius_bits: int) -> Probes | None:
    """For tables of `filled` entries; None when every entry is to be compared."""
    radii = radii_for(plan, filled, radius_bits) if plan.chunks else None
    if radii is None:
        return None
    tables: list[tuple[int, ...]] = []
    flips, owners, offsets = [np.empty(0, np.uint32)], [np.empty(0, np.uint32)], 0
    for number, (chunk, radius) in enumerate(zip(plan.chunks, radii, strict=True)):
        following = (number + 1) % len(radii)
        if radius >= 0:
            start, (mine, many) = sum(map(len, flips)), _flips(chunk.width, radius)
            tag = plan.tag_of(number)
            budget = radius + radii[following] + 1
            here = (chunk.first, chunk.width, offsets, number * filled, radius, budget, *tag, start, start + len(mine))
            owners.append(np.uint32(len(tables) << 8) | (budget - many).astype(np.uint32))
            tables.append(here)
            flips.append(mine)
        offsets += 2**chunk.width + 1
    described = np.array(tables, np.int64).reshape(-1, 10)
    groups = _groups(described[:, 9] - described[:, 8])
    most = int((described[groups[1:] - 1, 9] - described[groups[:-1], 8]).max(initial=1))
    return Probes(described, np.concatenate(flips), np.concatenate(owners), groups, most)


def _groups(probes: NDArray[np.int64]) -> NDArray[np.int64]:
    bounds, together = [0], 0
    for number, count in enumerate(probes):
        if together and together + count > _TOGETHER:
            bounds.append(number)
            together = 0
        together += int(count)
    return np.array([*bounds, len(probes)], np.int64)


@lru_cache(maxsize=64)
def _flips(width: int, radius: int) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """How slots differ for every way to flip up to `radius` bits of a key, and how many; those of one cache line together."""
    keys = [(sum(1 << bit for bit in some), many) for many in range(radius + 1) for some in combinations(range(width), many)]
    slots = np.array(sorted((key ^ (key >> 8), many) for key, many in keys), np.int64)
    return slots[:, 0].astype(np.uint32), slots[:, 1]
