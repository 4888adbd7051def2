from __future__ import annotations

from collections import Counter

from varde.stages.statistics.counts import FACTS
from varde.stages.statistics.types import Count, Story

NONE = "none"


def district(story: Story) -> dict[str, int]:
    """Suspects by the district that has their case; "none" where no residence is known."""
    counted = Counter(story.facts(person).get("district") or NONE for person in story.suspects())
    return dict(sorted(counted.items()))


COUNT = Count("district", FACTS, district)
