from __future__ import annotations

from bisect import bisect_right
from collections import Counter

from varde.stages.statistics.counts import SHARES
from varde.stages.statistics.types import Count, Story


def waves(story: Story) -> list[dict[str, int]]:
    """Suspects by the wave of their first act; without a cut there is one wave."""
    counted = Counter(1 + bisect_right(story.cuts, acts[0].at) for acts in story.suspects().values())
    return [{"wave": wave, "suspects": counted[wave]} for wave in range(1, len(story.cuts) + 2)]


COUNT = Count("waves", (*SHARES, "waves_cut"), waves)
