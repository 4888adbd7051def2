from __future__ import annotations

from collections import Counter

from varde.stages.statistics.counts import SHARES
from varde.stages.statistics.types import Count, Story

UNDECIDED = "undecided"


def lanes(story: Story) -> dict[str, int]:
    """Suspects by the lane that somebody decided."""
    return dict(sorted(Counter(story.lanes.get(person, UNDECIDED) for person in story.suspects()).items()))


COUNT = Count("lanes", (*SHARES, "lane_decided"), lanes, is_announced=False)
