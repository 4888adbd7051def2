"""The rules that callers use, in one place; the reasoning stands in ages.py, tables.py, lanes.py and outcomes.py."""

from varde.kernels.law.ages import age_on, day_of
from varde.kernels.law.lanes import AgeAtAct, Missing, ages_at_acts, lane_for
from varde.kernels.law.outcomes import OUTCOME_OF, outcome_of
from varde.kernels.law.tables import (
    consequences,
    diversions,
    earliest_removal,
    juvenile_law_for,
    lawful_neighbours,
    line_for,
    not_booked_reasons,
    offence_for,
    preservation_until,
    zone_of,
)

__all__ = [
    "OUTCOME_OF",
    "AgeAtAct",
    "Missing",
    "age_on",
    "ages_at_acts",
    "consequences",
    "day_of",
    "diversions",
    "earliest_removal",
    "juvenile_law_for",
    "lane_for",
    "lawful_neighbours",
    "line_for",
    "not_booked_reasons",
    "offence_for",
    "outcome_of",
    "preservation_until",
    "zone_of",
]
