"""Every number that is published, in the order of the announcement."""

from __future__ import annotations

from varde.stages.statistics.counts import (
    accounts,
    acts,
    acts_per_suspect,
    age_at_first_act,
    below_age_line,
    dispositions,
    district,
    items,
    lanes,
    reports,
    sex,
    suspects,
    unknown_age,
    waves,
)
from varde.stages.statistics.types import Count

COUNTS: tuple[Count, ...] = (
    suspects.COUNT,
    accounts.COUNT,
    acts.COUNT,
    items.COUNT,
    reports.COUNT,
    sex.COUNT,
    age_at_first_act.COUNT,
    below_age_line.COUNT,
    unknown_age.COUNT,
    district.COUNT,
    acts_per_suspect.COUNT,
    waves.COUNT,
    lanes.COUNT,
    dispositions.COUNT,
)
