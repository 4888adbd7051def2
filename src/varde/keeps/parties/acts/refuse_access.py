from __future__ import annotations

from uuid import UUID

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.kernels.terms.actors import Actor


def refuse_access(*, about: UUID | str, by: Actor, why: str) -> None:
    """Somebody asked for what they may not have: write it down, in a transaction of its own."""
    with transaction.atomic():
        ledger.record(ledger.Kind.ACCESS_REFUSED, about=about, by=by, facts={"why": why})
