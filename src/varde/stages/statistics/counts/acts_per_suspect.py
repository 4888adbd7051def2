from __future__ import annotations

from collections import Counter

from varde.stages.statistics.counts import SHARES
from varde.stages.statistics.types import Count, Story


def acts_per_suspect(story: Story) -> list[list[int]]:
    """[acts, suspects with so many], ascending."""
    counted = Counter(len(acts) for acts in story.suspects().values())
    return [[acts, suspects] for acts, suspects in sorted(counted.items())]


COUNT = Count("acts_per_suspect", SHARES, acts_per_suspect)
