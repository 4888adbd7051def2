from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import IncidentId
from varde.stages.casework.acts.link_candidates import chosen
from varde.stages.casework.models import NotSame
from varde.stages.casework.models.access import incident_for, one_at_a_time
from varde.stages.casework.models.profiles import not_same


def dismiss_candidates(incident: IncidentId, *, candidates: Collection[UUID], by: Actor, reason: str = "") -> None:
    """Say that these pairs of accounts are two people each; they are no longer proposed."""
    parties.require(by, parties.Right.WORK_CASES)
    with transaction.atomic():
        one_at_a_time()
        found = chosen(incident_for(incident, by=by), candidates=candidates, by=by, dismissed_too=True)
        known = not_same()
        pairs = [(one.one.account, one.other.account) for one in found]
        fresh = [pair for pair in pairs if frozenset(pair) not in known]
        if not fresh:
            return
        NotSame.objects.bulk_create(
            NotSame(one_id=one, other_id=other, by=str(by), at=clock.now(), reason=reason) for one, other in fresh
        )
        ledger.record(ledger.Kind.CANDIDATES_DISMISSED, about=incident, by=by, facts={"pairs": [list(pair) for pair in fresh]})
