from __future__ import annotations

from varde.stages.statistics.counts import SHARES
from varde.stages.statistics.types import Count, Story


def accounts(story: Story) -> int:
    """Accounts that sent at least once."""
    return len({act.account for act in story.acts.values()})


COUNT = Count("accounts", SHARES, accounts)
