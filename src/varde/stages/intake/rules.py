"""Case numbers, PINs, and what makes two reports speak of the same thing."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Collection, Iterable
from dataclasses import asdict
from uuid import UUID

from varde.kernels.terms.ids import ObjectId
from varde.kernels.wire.platform import ReportBody
from varde.stages.intake.types import Progress

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # 32 signs; I, L, O and U are missing, so nothing is mistaken for 1, 0 or V
READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V", "-": None, " ": None})
SIGNS = 8  # 40 bits in the number and 40 in the PIN
WHOLE = "whole message"


def new_case_number() -> str:
    """A case number such as `7K2M-9QXD`, drawn at random."""
    return _grouped("".join(secrets.choice(LETTERS) for _ in range(SIGNS)))


def pin_from(mark: bytes) -> str:
    """A PIN such as `4T8B-ZC1N` out of 40 bits of a keyed hash: the same request gets the same PIN, and none is stored."""
    number = int.from_bytes(mark[:5], "big")
    return _grouped("".join(LETTERS[number >> 5 * place & 31] for place in range(SIGNS)))


def as_typed(untrusted_code: str) -> str:
    """A number or PIN as a person typed it: small letters, blanks and look-alikes do not matter."""
    plain = untrusted_code.strip().upper().translate(READ_AS)
    return _grouped(plain) if len(plain) == SIGNS and set(plain) <= set(LETTERS) else ""


def _grouped(plain: str) -> str:
    return f"{plain[:4]}-{plain[4:]}"


def canonical(report: ReportBody) -> bytes:
    """The report as one byte string: equal reports, however they were written, give equal bytes."""
    return hashlib.sha256(json.dumps(asdict(report), default=str, sort_keys=True).encode()).digest()


def pieces(messages: Iterable[tuple[str, Collection[ObjectId]]]) -> list[tuple[str, str]]:
    """What a report speaks of: each attachment of each message, or the whole message when it has none."""
    found = {(message, item) for message, objects in messages for item in ([str(one) for one in objects] or [WHOLE])}
    return sorted(found)


def all_joined(claimed_by: Collection[UUID], *, me: UUID) -> bool:
    """A report joins an earlier one only if it brings nothing new; otherwise it stands by itself, so that nothing is lost."""
    return bool(claimed_by) and me not in claimed_by


def progress_from(kinds: Collection[str]) -> Progress:
    """What the ledger's entries about a report mean for the person who made it."""
    if "report_confirmed" in kinds:
        return Progress.CONFIRMED
    if "report_refused" in kinds:
        return Progress.NOT_REPORTABLE
    return Progress.BEING_LOOKED_AT if "review_queued" in kinds else Progress.RECEIVED
