from __future__ import annotations

from django.db import transaction

from varde.kernels.law.types import Disposition, Lane
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import IncidentId, PersonId
from varde.stages.casework.acts._decide import Wish, decide
from varde.stages.casework.errors import LaneForbids, LaneNotDecided
from varde.stages.casework.models.access import case_of
from varde.stages.casework.rules import decisions
from varde.stages.casework.types import DecisionMade, Matter


def decide_disposition(
    incident: IncidentId, *, person: PersonId, disposition: Disposition, by: Actor, reason: str = ""
) -> DecisionMade:
    """Decide what becomes of a suspect; once in force, a coded outcome without names goes back to where the tips came from."""
    with transaction.atomic():
        row = case_of(incident, person, by=by, for_change=True)
        lane = Lane(row.lane) if row.lane else None
        if lane is None and disposition not in decisions.ANY_LANE:
            raise LaneNotDecided
        if not decisions.fits(disposition, lane=lane):
            raise LaneForbids(f"{disposition} in lane {lane}")
        asks = decisions.second_for_disposition(disposition, below_line_acts=row.below_line_acts)
        return decide(row, Wish(Matter.DISPOSITION, disposition.value, reason, asks), by=by)
