from __future__ import annotations

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.parties import rules
from varde.keeps.parties.errors import NoSuchUser
from varde.keeps.parties.models import User
from varde.kernels.terms.actors import THE_STATION, Actor


def reset_user(username: str, *, password: str, new_factor: bool = False, by: Actor = THE_STATION) -> User:
    """Give a person a new password; sessions under the old one end. `new_factor`: the caller replaces the factor too."""
    rules.check_password(password)
    with transaction.atomic():
        user = User.objects.select_for_update().filter(username=username, is_active=True).first()
        if user is None:
            raise NoSuchUser(username)
        user.set_password(password)
        user.save(update_fields=["password"])
        ledger.record(ledger.Kind.USER_RESET, about=user.pk, by=by, facts={"username": username, "new_factor": new_factor})
    return user
