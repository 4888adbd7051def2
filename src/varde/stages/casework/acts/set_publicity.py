from __future__ import annotations

from datetime import datetime

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import IncidentId
from varde.stages.casework.models.access import incident_for, one_at_a_time


def set_publicity(incident: IncidentId, *, at: datetime | None, by: Actor) -> None:
    """Say when the incident became public, or that it has not; who shared afterwards could have known."""
    with transaction.atomic():
        one_at_a_time()
        row = incident_for(incident, by=by, right=parties.Right.LEAD_CASES)
        if row.publicity_at == at:
            return
        row.publicity_at = at
        row.save(update_fields=["publicity_at"])
        ledger.record(ledger.Kind.PUBLICITY_SET, about=row.pk, by=by, facts={"incident": row.pk, "at": at})
