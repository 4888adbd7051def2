from __future__ import annotations

from varde.stages.statistics.counts import FACTS
from varde.stages.statistics.types import Count, Story


def below_age_line(story: Story) -> int:
    """Suspects who were below their country's age line at their first act."""
    return sum(story.facts(person).get("below_line") is True for person in story.suspects())


COUNT = Count("below_age_line", FACTS, below_age_line)
