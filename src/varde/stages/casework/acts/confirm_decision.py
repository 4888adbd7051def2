from __future__ import annotations

from uuid import UUID

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor
from varde.stages.casework.acts._decide import enforce
from varde.stages.casework.errors import NothingAwaited, SamePersonTwice
from varde.stages.casework.models import Decision
from varde.stages.casework.models.access import case_of, one_at_a_time
from varde.stages.casework.types import DecisionMade


def confirm_decision(decision: UUID, *, by: Actor) -> DecisionMade:
    """The second person agrees; the decision is in force."""
    parties.require(by, parties.Right.SECOND_PERSON)
    with transaction.atomic():
        one_at_a_time()
        row = _awaited(decision, by=by)
        if row.by == str(by):
            raise SamePersonTwice
        row.second_by = str(by)
        return enforce(row, by=by)


def withdraw_decision(decision: UUID, *, by: Actor) -> None:
    """Whoever asked takes it back, or the second person does not agree; nothing was ever in force."""
    with transaction.atomic():
        one_at_a_time()
        row = _awaited(decision, by=by)
        if row.by != str(by):
            parties.require(by, parties.Right.SECOND_PERSON)
        row.withdrawn_at = clock.now()
        row.save(update_fields=["withdrawn_at"])
        facts = {"incident": row.suspect.incident_id, "decision": row.pk, "matter": row.matter, "value": row.value}
        ledger.record(ledger.Kind.DECISION_WITHDRAWN, about=row.suspect.person_id, by=by, facts=facts)


def _awaited(decision: UUID, *, by: Actor) -> Decision:
    rows = Decision.objects.select_related("suspect")
    row = rows.filter(pk=decision, in_force_at__isnull=True, withdrawn_at__isnull=True).first()
    if row is None:
        raise NothingAwaited(str(decision))
    case_of(row.suspect.incident_id, row.suspect.person_id, by=by)
    return row
