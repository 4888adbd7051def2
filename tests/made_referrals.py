"""Referrals that Lantern sends to Fjord Police, made up for tests of casework and statistics."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from cast import HARBOUR, LANTERN
from varde.keeps.vault import face as vault
from varde.kernels.terms.actors import THE_STATION
from varde.kernels.terms.ids import new_uuid
from varde.kernels.terms.people import Sex
from varde.kernels.terms.topics import LetterArrived, LetterKind
from varde.kernels.wire.account import AccountData, EmailAddress, PhoneNumber, PostalAddress
from varde.kernels.wire.acts import ReportRef, ShareAct
from varde.kernels.wire.letters import FileRef, Grade, MediaKind, PlaceClaim, Referral, Urgency, render_letter
from varde.stages.casework import face as casework

BUNDLE = UUID("0192aaaa-0000-7000-8000-000000000001")
OTHER_BUNDLE = UUID("0192aaaa-0000-7000-8000-000000000002")
NOON = datetime(2016, 5, 10, 12, tzinfo=UTC)
NORTH = PostalAddress(street="Strandvejen 1", city="Helsingør", postcode="3000", country="DK")
SOUTH = PostalAddress(street="Havnegade 2", city="Esbjerg", postcode="6700", country="DK")


def sha(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def act(message: str, *, item: str = "clip", to: tuple[str, ...] = ("friend",), at: datetime = NOON) -> ShareAct:
    return ShareAct(message=message, item_sha256=sha(item), sent_at=at, recipients=to, ip="192.0.2.7", port=4711)


def file(name: str, *, of: str | None = None, viewed: bool | None = True, self_produced: bool = False) -> FileRef:
    return FileRef(
        sha256=sha(name),
        md5=hashlib.md5(name.encode()).hexdigest(),
        size=1000,
        media_kind=MediaKind.VIDEO,
        item=sha(of or name),
        bits_apart=0 if of is None else 6,
        viewed_by_esp=viewed,
        possible_self_production=self_produced,
    )


def account(name: str = "anna", **known: object) -> AccountData:
    stated: dict[str, Any] = {
        "screen_name": name,
        "first_name": name.title(),
        "last_name": "Testesen",
        "birth_date": date(1999, 5, 10),
        "sex": Sex.FEMALE,
        "address": NORTH,
        "emails": (EmailAddress(f"{name}@example.org", False),),
    }
    return AccountData(esp_identifier=name, **(stated | known))


def phone(number: str, *, verified: bool = True) -> tuple[PhoneNumber, ...]:
    return (PhoneNumber(number, verified),)


def referral(who: AccountData | str = "anna", *acts: ShareAct, **other: object) -> Referral:
    """One tip about one account; each act's file is described as an item of its own unless `files` says otherwise."""
    subject = account(who) if isinstance(who, str) else who
    stated: dict[str, Any] = {
        "referral_id": new_uuid(),
        "bundle_id": BUNDLE,
        "tip_reference": f"tip-{new_uuid()}",
        "platform": HARBOUR,
        "received_at": NOON + timedelta(days=400),
        "reports": (ReportRef(case_number="H-1", received_at=NOON + timedelta(days=399)),),
        "files": tuple(
            FileRef(sha256=one, md5="0" * 32, size=1000, media_kind=MediaKind.VIDEO, item=one, viewed_by_esp=True)
            for one in dict.fromkeys(each.item_sha256 for each in acts)
        ),
        "places": (PlaceClaim(country="DK", method="declared_address", confidence_percent=90, detail="stated"),),
        "grade": Grade(quality_percent=80, urgency=Urgency.ROUTINE, reasons=("complete",)),
        "handling": "police only",
        "legal_basis": "agreement",
        "tip_xml": "<report/>",
    }
    return Referral(account=subject, acts=acts, **(stated | other))


def arrived(letter: Referral) -> LetterArrived:
    document = vault.put_document(render_letter(letter), by=THE_STATION)
    return LetterArrived(sender=LANTERN, kind=LetterKind.REFERRAL.value, reference=letter.referral_id, document=document)


def take_in(who: AccountData | str = "anna", *acts: ShareAct, **other: object) -> Referral:
    """Make a referral and let casework receive it."""
    letter = referral(who, *acts, **other)
    casework.receive(arrived(letter))
    return letter
