from __future__ import annotations

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import IncidentId, PersonId
from varde.stages.casework.models.access import case_of


def open_case(incident: IncidentId, *, person: PersonId, by: Actor) -> None:
    """Write down that somebody reads a person's case, each time and before it is shown; what is not on record is not shown."""
    with transaction.atomic():
        row = case_of(incident, person, by=by)
        ledger.record(ledger.Kind.CASE_OPENED, about=person, by=by, facts={"incident": row.incident_id})
