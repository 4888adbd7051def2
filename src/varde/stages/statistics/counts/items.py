from __future__ import annotations

from varde.stages.statistics.counts import SHARES
from varde.stages.statistics.types import Count, Story


def items(story: Story) -> int:
    """Items that were passed on, however often re-encoded."""
    return len({story.item(act) for act in story.acts.values()})


COUNT = Count("items", SHARES, items)
