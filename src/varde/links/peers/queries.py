from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password

from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.ids import PeerName
from varde.kernels.terms.roles import StationRole
from varde.links.peers.errors import NoClearinghouse, UnknownPeer
from varde.links.peers.models import PeerStation
from varde.links.peers.types import SEALED_AS, Peer

_REMEMBERED_FOR = timedelta(minutes=5)
_pepper = secrets.token_bytes(32)
_seen: dict[bytes, tuple[str, str, datetime]] = {}  # keyed hash of user and password -> peer, its stored digest, until when


def peers() -> list[Peer]:
    """Everyone we speak with, by name."""
    return [row.peer() for row in PeerStation.objects.filter(removed_at__isnull=True).order_by("name")]


def peer(name: PeerName) -> Peer:
    """One of them, by name."""
    row = PeerStation.objects.filter(name=name, removed_at__isnull=True).first()
    if row is None:
        raise UnknownPeer(name)
    return row.peer()


def by_ispws_log_in(user: str, password: str) -> Peer | None:
    """Whose ISPWS log-in this is, or None.

    Argon2 is asked once in five minutes per log-in; in between, a keyed hash in memory is.
    """
    if "\x00" in user + password:  # no column can hold it
        return None
    row = PeerStation.objects.filter(ispws_user=user, role=StationRole.PLATFORM, removed_at__isnull=True).first()
    if row is None:
        return None
    shown = hmac.digest(_pepper, user.encode() + b"\x00" + password.encode(), hashlib.sha256)
    name, digest, until = _seen.get(shown, ("", "", clock.now()))
    if (name, digest) == (row.name, row.ispws_digest) and clock.now() < until:
        return row.peer()
    if not check_password(password, row.ispws_digest):
        return None
    _seen[shown] = (row.name, row.ispws_digest, clock.now() + _REMEMBERED_FOR)
    return row.peer()


def clearinghouse_log_in() -> tuple[Peer, str, str]:
    """The clearinghouse we file with, our user there and our password there."""
    rows = PeerStation.objects.filter(role=StationRole.CLEARINGHOUSE, ispws_sealed__isnull=False, removed_at__isnull=True)
    row = rows.order_by("added_at").first()
    if row is None or row.ispws_user is None or row.ispws_sealed is None:
        raise NoClearinghouse
    return row.peer(), row.ispws_user, vault.open_value(bytes(row.ispws_sealed), context=SEALED_AS).decode()
