from __future__ import annotations

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.parties.errors import NoSuchUser
from varde.keeps.parties.models import User
from varde.kernels.terms.actors import THE_STATION, Actor


def remove_user(username: str, *, by: Actor = THE_STATION) -> None:
    """End a person's log-in; open sessions end at their next request. The row stays, since the ledger names it."""
    with transaction.atomic():
        user = User.objects.select_for_update().filter(username=username, is_active=True).first()
        if user is None:
            raise NoSuchUser(username)
        user.is_active = False
        user.save(update_fields=["is_active"])
        ledger.record(ledger.Kind.USER_REMOVED, about=user.pk, by=by, facts={"username": username})
