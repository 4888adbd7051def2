from __future__ import annotations

from varde.stages.statistics.counts import SHARES
from varde.stages.statistics.types import Count, Story


def suspects(story: Story) -> int:
    """Persons with at least one act as sender."""
    return len(story.suspects())


COUNT = Count("suspects", SHARES, suspects)
