from __future__ import annotations

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import AccountId
from varde.stages.casework.acts._refresh import refresh
from varde.stages.casework.errors import AccountUnknown, EvidenceNeeded
from varde.stages.casework.models import Account, Statement
from varde.stages.casework.models.access import one_at_a_time, require_all
from varde.stages.casework.rules.statements import REGISTER, checked
from varde.stages.casework.types import Field


def state_fact(account: AccountId, *, field: Field, value: str, register: str, by: Actor) -> None:
    """Enter what a register says about whoever holds an account; it stands beside what the platform stated and weighs more."""
    parties.require(by, parties.Right.WORK_CASES)
    if not register.strip():
        raise EvidenceNeeded("name the register")
    with transaction.atomic():
        one_at_a_time()
        row = Account.objects.filter(pk=account).first()
        if row is None:
            raise AccountUnknown(str(account))
        require_all({row.person_id}, by=by)
        stated = {"field": field.value, "value": checked(field, value), "source": REGISTER + register.strip()[:120]}
        fresh = {"is_verified": True, "stated_at": clock.now()}
        _, is_new = Statement.objects.get_or_create(account=row, **stated, defaults=fresh)
        if is_new:
            facts = {"account": account, "field": field.value, "source": "register"}  # its name stands in the case, in free text
            ledger.record(ledger.Kind.FACT_STATED, about=row.person_id, by=by, facts=facts)
            refresh([row.person_id], by=by)
