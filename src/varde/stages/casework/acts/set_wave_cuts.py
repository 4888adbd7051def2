from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import IncidentId
from varde.stages.casework.models.access import incident_for, one_at_a_time
from varde.stages.casework.rules.waves import ordered


def set_wave_cuts(incident: IncidentId, *, cuts: Sequence[datetime], by: Actor) -> None:
    """Say at which moments a new wave begins; none is one wave."""
    with transaction.atomic():
        one_at_a_time()
        row = incident_for(incident, by=by, right=parties.Right.LEAD_CASES)
        written = [cut.astimezone(UTC).isoformat() for cut in ordered(cuts)]
        if row.wave_cuts == written:
            return
        row.wave_cuts = written
        row.save(update_fields=["wave_cuts"])
        ledger.record(ledger.Kind.WAVES_CUT, about=row.pk, by=by, facts={"incident": row.pk, "cuts": written})
