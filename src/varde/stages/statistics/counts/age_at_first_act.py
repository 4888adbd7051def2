from __future__ import annotations

from collections import Counter

from varde.stages.statistics.counts import FACTS
from varde.stages.statistics.types import Count, Story


def age_at_first_act(story: Story) -> dict[str, int]:
    """Suspects by their age at their first act, where the birth date is known."""
    ages = [story.facts(person).get("age_at_first_act") for person in story.suspects()]
    return {str(age): suspects for age, suspects in sorted(Counter(age for age in ages if age is not None).items())}


COUNT = Count("age_at_first_act", FACTS, age_at_first_act)
