from __future__ import annotations

from varde.stages.statistics.counts import FACTS
from varde.stages.statistics.types import Count, Story


def unknown_age(story: Story) -> int:
    """Suspects whose age at their first act cannot be told."""
    return sum(story.facts(person).get("age_at_first_act") is None for person in story.suspects())


COUNT = Count("unknown_age", FACTS, unknown_age)
