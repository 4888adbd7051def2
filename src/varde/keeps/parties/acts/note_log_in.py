from __future__ import annotations

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.parties.models import User


def note_log_in(user: User) -> None:
    """A person came in, with every lock passed; who was here when is the first thing an overseer asks."""
    with transaction.atomic():
        ledger.record(ledger.Kind.LOGGED_IN, about=user.pk, by=user.actor())
