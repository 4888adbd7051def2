from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth.hashers import make_password
from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION, Actor
from varde.kernels.terms.ids import PeerName
from varde.kernels.terms.roles import StationRole
from varde.links.peers.errors import AddressNeeded, LogInTaken, PeerExists
from varde.links.peers.models import LogIn, PeerStation
from varde.links.peers.types import GUESTS, SEALED_AS, NewLogIn, Peer, parse_key


def add(
    name: str,
    *,
    role: StationRole,
    url: str = "",
    key: str | None = None,
    display_name: str = "",
    log_ins: Collection[NewLogIn] = (),
    by: Actor = THE_STATION,
) -> Peer:
    """Know another organisation from now on.

    A password is kept twice over: hashed, to check the peer when it logs in here; sealed, for us to log in there.
    """
    raw = None if key is None else parse_key(key)
    if role is StationRole.CLEARINGHOUSE and not url:
        raise AddressNeeded
    with transaction.atomic():
        if PeerStation.objects.filter(name=name, removed_at__isnull=True).exists():
            raise PeerExists(name)
        if any(_is_taken(log_in, role=role) for log_in in log_ins):
            raise LogInTaken
        row = PeerStation.objects.create(
            name=name, role=role, url=url.rstrip("/"), key=raw, display_name=display_name or name, added_at=clock.now()
        )
        LogIn.objects.bulk_create([_log_in(row, one) for one in log_ins])
        facts = {"name": name, "role": role, "key": raw.hex() if raw else None, "log_ins": [one.protocol for one in log_ins]}
        ledger.record(ledger.Kind.PEER_ADDED, about=row.pk, by=by, facts=facts)
    return row.peer()


def _is_taken(log_in: NewLogIn, *, role: StationRole) -> bool:
    """Two guests may not log in here as the same user; at several clearinghouses we may."""
    guests = GUESTS[log_in.protocol]
    others = LogIn.objects.filter(
        protocol=log_in.protocol, user=log_in.user, peer__role__in=guests, peer__removed_at__isnull=True
    )
    return role in guests and others.exists()


def _log_in(peer: PeerStation, new: NewLogIn) -> LogIn:
    sealed = vault.seal_value(new.password.encode(), context=SEALED_AS)
    return LogIn(
        peer=peer,
        protocol=new.protocol,
        user=new.user,
        root=new.root.rstrip("/"),
        digest=make_password(new.password),
        sealed=sealed,
    )


def remove(name: PeerName, *, by: Actor = THE_STATION) -> bool:
    """Stop speaking with a peer at once; answers whether it was known."""
    with transaction.atomic():
        gone = PeerStation.objects.filter(name=name, removed_at__isnull=True).update(removed_at=clock.now())
        if gone:
            ledger.record(ledger.Kind.PEER_REMOVED, about=name, by=by)
    return bool(gone)
