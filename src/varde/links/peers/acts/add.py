from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION, Actor
from varde.kernels.terms.ids import PeerName
from varde.kernels.terms.roles import StationRole
from varde.links.peers.errors import LogInTaken, PeerExists
from varde.links.peers.models import PeerStation
from varde.links.peers.types import SEALED_AS, Peer, parse_key


def add(
    name: str,
    *,
    role: StationRole,
    url: str,
    key: str,
    display_name: str = "",
    ispws_user: str | None = None,
    ispws_password: str | None = None,
    by: Actor = THE_STATION,
) -> Peer:
    """Know another station from now on.

    The ISPWS password is kept twice over: hashed, to check the peer when it logs in here; sealed, for us to log in there.
    """
    raw = parse_key(key)
    with transaction.atomic():
        if PeerStation.objects.filter(name=name, removed_at__isnull=True).exists():
            raise PeerExists(name)
        if _is_taken(ispws_user, role=role):
            raise LogInTaken
        row = PeerStation(
            name=name, role=role, url=url.rstrip("/"), key=raw, display_name=display_name or name, added_at=clock.now()
        )
        if ispws_user and ispws_password:
            row.ispws_user, row.ispws_digest = ispws_user, make_password(ispws_password)
            row.ispws_sealed = vault.seal_value(ispws_password.encode(), context=SEALED_AS)
        row.save()
        ledger.record(ledger.Kind.PEER_ADDED, about=row.pk, by=by, facts={"name": name, "role": role, "key": raw.hex()})
    return row.peer()


def _is_taken(user: str | None, *, role: StationRole) -> bool:
    """Two platforms may not log in here as the same user; at several clearinghouses we may."""
    platforms = PeerStation.objects.filter(ispws_user=user, role=StationRole.PLATFORM, removed_at__isnull=True)
    return bool(user) and role is StationRole.PLATFORM and platforms.exists()


def remove(name: PeerName, *, by: Actor = THE_STATION) -> bool:
    """Stop speaking with a peer at once; answers whether it was known."""
    with transaction.atomic():
        gone = PeerStation.objects.filter(name=name, removed_at__isnull=True).update(removed_at=clock.now())
        if gone:
            ledger.record(ledger.Kind.PEER_REMOVED, about=name, by=by)
    return bool(gone)
