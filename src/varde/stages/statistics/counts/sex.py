from __future__ import annotations

from collections import Counter

from varde.kernels.terms.people import Sex
from varde.stages.statistics.counts import FACTS
from varde.stages.statistics.types import Count, Story


def sex(story: Story) -> dict[str, int]:
    """Suspects by sex, as stated."""
    counted = Counter(story.facts(person).get("sex", Sex.UNKNOWN.value) for person in story.suspects())
    return dict(sorted(counted.items()))


COUNT = Count("sex", FACTS, sex)
