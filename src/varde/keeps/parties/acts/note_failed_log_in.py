from __future__ import annotations

from typing import Literal

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.parties.models import User
from varde.kernels.terms.actors import THE_STATION

NOBODY = "nobody"


def note_failed_log_in(username: str, *, lock: Literal["password", "code"]) -> None:
    """Somebody stood before a lock and did not get past it. A name that nobody has is not kept: people type passwords there."""
    user = User.objects.filter(username__iexact=username).first()
    with transaction.atomic():
        about = user.pk if user else NOBODY
        ledger.record(ledger.Kind.LOG_IN_FAILED, about=about, by=THE_STATION, facts={"lock": lock})
