from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.hashers import check_password

from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.ids import PeerName
from varde.kernels.terms.roles import StationRole
from varde.links.peers.errors import NoClearinghouse, UnknownPeer
from varde.links.peers.models import LogIn, PeerStation
from varde.links.peers.types import GUESTS, SEALED_AS, OwnLogIn, Peer, Protocol

_REMEMBERED_FOR = timedelta(minutes=5)
_pepper = secrets.token_bytes(32)
_seen: dict[bytes, tuple[UUID, str, datetime]] = {}  # keyed hash of what was shown -> log-in, its stored digest, until when


def peers() -> list[Peer]:
    """Everyone we speak with, by name."""
    return [row.peer() for row in PeerStation.objects.filter(removed_at__isnull=True).order_by("name")]


def peer(name: PeerName) -> Peer:
    """One of them, by name."""
    row = PeerStation.objects.filter(name=name, removed_at__isnull=True).first()
    if row is None:
        raise UnknownPeer(name)
    return row.peer()


def by_log_in(protocol: Protocol, user: str, password: str) -> Peer | None:
    """Whose log-in this is here, or None.

    Argon2 is asked once in five minutes per log-in; in between, a keyed hash in memory is.
    """
    if "\x00" in user + password:  # no column can hold it
        return None
    guests = LogIn.objects.filter(peer__role__in=GUESTS[protocol], peer__removed_at__isnull=True)
    row = guests.filter(protocol=protocol, user=user).select_related("peer").first()
    if row is None:
        return None
    said = f"{protocol}\x00{user}\x00{password}"
    shown = hmac.digest(_pepper, said.encode(), hashlib.sha256)
    id_, digest, until = _seen.get(shown, (None, "", clock.now()))
    if (id_, digest) == (row.pk, row.digest) and clock.now() < until:
        return row.peer.peer()
    if not check_password(password, row.digest):
        return None
    _seen[shown] = (row.pk, row.digest, clock.now() + _REMEMBERED_FOR)
    return row.peer.peer()


def own_log_ins(protocol: Protocol) -> list[OwnLogIn]:
    """How we log in at the clearinghouses that we know, the one known longest first."""
    rows = LogIn.objects.filter(protocol=protocol, peer__role=StationRole.CLEARINGHOUSE, peer__removed_at__isnull=True)
    return [_own(row) for row in rows.select_related("peer").order_by("peer__added_at")]


def _own(row: LogIn) -> OwnLogIn:
    password = vault.open_value(bytes(row.sealed), context=SEALED_AS).decode()
    return OwnLogIn(row.peer.peer(), row.root or f"{row.peer.url}/{row.protocol}", row.user, password)


def clearinghouse_log_in() -> OwnLogIn:
    """How we log in at the clearinghouse that we file with."""
    found = own_log_ins(Protocol.ISPWS)
    if not found:
        raise NoClearinghouse
    return found[0]
