from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.parties.errors import NameTaken
from varde.keeps.parties.models import ApiToken
from varde.keeps.parties.types import Right, TokenHolder
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION, Actor, ActorKind

PREFIX = "varde_"


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def issue_token(name: str, *, rights: Collection[Right], by: Actor = THE_STATION) -> str:
    """A new token for a machine; it is shown once and never stored."""
    token = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        if ApiToken.objects.filter(name=name, revoked_at__isnull=True).exists():
            raise NameTaken(name)
        ApiToken.objects.filter(name=name).delete()
        row = ApiToken.objects.create(
            name=name, digest=_digest(token), rights=sorted(str(right) for right in rights), issued_at=clock.now()
        )
        ledger.record(ledger.Kind.TOKEN_ISSUED, about=row.pk, by=by, facts={"name": name, "rights": row.rights})
    return token


def revoke_token(name: str, *, by: Actor = THE_STATION) -> bool:
    """End a token at once; answers whether there was one in force."""
    with transaction.atomic():
        ended = ApiToken.objects.filter(name=name, revoked_at__isnull=True).update(revoked_at=clock.now())
        if ended:
            ledger.record(ledger.Kind.TOKEN_REVOKED, about=name, by=by)
    return bool(ended)


def actor_by_token(token: str) -> TokenHolder | None:
    """Who shows this token, or None when it is unknown or revoked."""
    row = ApiToken.objects.filter(digest=_digest(token), revoked_at__isnull=True).first()
    if row is None:
        return None
    return TokenHolder(Actor(ActorKind.MACHINE, row.name), frozenset(Right(right) for right in row.rights))
