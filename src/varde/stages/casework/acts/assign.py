from __future__ import annotations

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties
from varde.kernels import places
from varde.kernels.places.errors import NoSuchDistrict
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import IncidentId, PersonId
from varde.stages.casework.acts._refresh import refresh
from varde.stages.casework.errors import DistrictUnknown
from varde.stages.casework.models.access import case_of


def assign(incident: IncidentId, *, person: PersonId, to: str, by: Actor, reason: str = "") -> None:
    """Give a person's case to a district; it stays there whatever residence is stated later."""
    parties.require(by, parties.Right.LEAD_CASES)
    with transaction.atomic():
        row = case_of(incident, person, by=by, for_change=True)
        _check(to)
        if row.assigned_district == to:
            return
        before, row.assigned_district = row.district, to
        row.save(update_fields=["assigned_district"])
        facts = {"incident": row.incident_id, "from": before, "to": to, "reason_given": bool(reason)}
        ledger.record(ledger.Kind.CASE_ASSIGNED, about=person, by=by, facts=facts)
        refresh([person], by=by)


def _check(district: str) -> None:
    try:
        places.district_named(district)
    except NoSuchDistrict:
        raise DistrictUnknown(district[:60]) from None
