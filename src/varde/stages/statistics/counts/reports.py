from __future__ import annotations

from varde.stages.statistics.types import Count, Story


def reports(story: Story) -> int:
    """Participants' reports behind the tips, by the platforms' case numbers."""
    return len(story.reports)


COUNT = Count("reports", ("referral_received", "incidents_joined"), reports)
