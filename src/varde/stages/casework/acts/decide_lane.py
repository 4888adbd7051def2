from __future__ import annotations

from django.db import transaction

from varde.kernels.law.types import Lane
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import IncidentId, PersonId
from varde.stages.casework.acts._decide import Wish, decide
from varde.stages.casework.errors import ReasonNeeded
from varde.stages.casework.models.access import case_of
from varde.stages.casework.rules import decisions
from varde.stages.casework.types import DecisionMade, Matter


def decide_lane(incident: IncidentId, *, person: PersonId, lane: Lane, by: Actor, reason: str = "") -> DecisionMade:
    """Decide a suspect's lane. What departs from the rules needs a reason; what leaves protection needs a second person."""
    with transaction.atomic():
        row = case_of(incident, person, by=by, for_change=True)
        proposed = Lane(row.lane_proposed)
        if decisions.departs(lane, proposed=proposed) and not reason.strip():
            raise ReasonNeeded(f"proposed: {proposed}")
        asks = decisions.second_for_lane(lane, proposed=proposed, law_asks=row.lane_needs_second)
        return decide(row, Wish(Matter.LANE, lane.value, reason, asks), by=by)
