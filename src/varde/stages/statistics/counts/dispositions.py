from __future__ import annotations

from collections import Counter

from varde.stages.statistics.counts import SHARES
from varde.stages.statistics.types import Count, Story

OPEN = "open"


def dispositions(story: Story) -> dict[str, int]:
    """Suspects by what became of them; open until somebody decides."""
    return dict(sorted(Counter(story.dispositions.get(person, OPEN) for person in story.suspects()).items()))


COUNT = Count("dispositions", (*SHARES, "disposition_decided"), dispositions, is_announced=False)
