"""Who may open what for which purpose, and how contexts are written."""

from __future__ import annotations

from varde.keeps.vault.keyholder.keys import lp
from varde.keeps.vault.types import Examined, ObjectKind, Purpose
from varde.kernels.media import Undecodable, UndecodableReason
from varde.kernels.terms.actors import THE_STATION, Actor
from varde.kernels.terms.ids import ObjectId

STATIONS_PURPOSES = frozenset({Purpose.FINGERPRINT, Purpose.FILE_TIP, Purpose.REFER})
FORMAT = b"1"
NOT_FINAL = frozenset({UndecodableReason.SANDBOX_TOO_WEAK})


def may_for(by: Actor, purpose: Purpose) -> bool:
    """By the station itself only what the journey needs; a person with the right may for every purpose."""
    return by != THE_STATION or purpose in STATIONS_PURPOSES


def object_context(use: str, id_: ObjectId) -> bytes:
    """Binds a seal to one object, one use and the format's version."""
    return lp(b"varde/vault", FORMAT, use.encode(), id_.bytes)


def fingerprints_context(id_: ObjectId, algorithm: str) -> bytes:
    """Binds fingerprints to one object and one algorithm."""
    return lp(object_context("fingerprints", id_), algorithm.encode())


def address_context(kind: ObjectKind) -> bytes:
    """Evidence and documents have addresses of their own, so that neither is found as the other."""
    return lp(b"varde/vault", FORMAT, b"address", kind.encode())


def value_context(context: str) -> bytes:
    """The context of an encrypted column or a mark of some folder of the station."""
    return lp(b"varde/value", FORMAT, context.encode())


def is_final(known: Examined | Undecodable) -> bool:
    """Whether decoding again would be in vain; a sandbox that was too weak may have become strong enough."""
    return not (isinstance(known, Undecodable) and known.reason in NOT_FINAL)
