from __future__ import annotations

from varde.stages.statistics.counts import SHARES
from varde.stages.statistics.types import Count, Story


def acts(story: Story) -> int:
    """Acts, each once however many tips told of it."""
    return len(story.acts)


COUNT = Count("acts", SHARES, acts)
