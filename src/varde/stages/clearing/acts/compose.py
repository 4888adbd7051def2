"""Writing the referral: what an agency is given of one tip."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from varde.keeps.vault import face as vault
from varde.kernels.places import Claim
from varde.kernels.terms.ids import ObjectId
from varde.kernels.wire import letters
from varde.kernels.wire.account import AccountData, EmailAddress, PhoneNumber, PostalAddress
from varde.kernels.wire.acts import AccountFacts
from varde.kernels.wire.cybertip import FileDetails, Person
from varde.stages.clearing import lookup
from varde.stages.clearing.acts.bundle import names_of, root_of
from varde.stages.clearing.models import BundleCopy, Tip
from varde.stages.clearing.rules import locate
from varde.stages.clearing.rules.read import Reading, viewed
from varde.stages.clearing.sealing import DOCUMENT
from varde.stages.clearing.types import AgreementShown

MOST = 100  # addresses and numbers that a letter lists; every further one stands in the tip's own XML, which goes along
MOST_LINES = 100_000  # unread lines likewise


def referral_of(
    tip: Tip, *, read: Reading, under: AgreementShown, referral_id: UUID
) -> tuple[letters.Referral, tuple[UUID, ...]]:
    """The referral, and the sealed files that go with it."""
    files = list(tip.submission.files.order_by("id"))
    objects = tuple(dict.fromkeys(file.object_id for file in files))
    described = [_file(one, [read.details.get(file.file_id) for file in files if file.object_id == one]) for one in objects]
    bundle, *joined = names_of(root_of(tip.bundle))
    referral = letters.Referral(
        referral_id=referral_id,
        bundle_id=bundle,
        joined_bundles=tuple(joined),
        tip_reference=str(tip.submission.number),
        platform=tip.platform,
        received_at=tip.submission.ended_at or tip.taken_in_at,
        account=_account(read, number=tip.submission.number),
        acts=read.acts,
        reports=read.block.reports if read.block else (),
        unread_lines=read.unread[:MOST_LINES],
        files=tuple(described),
        places=tuple(dict.fromkeys(_place(claim) for claim in locate.claims(read, table=lookup.table()))),
        grade=letters.Grade(
            quality_percent=tip.quality_percent, urgency=letters.Urgency(tip.urgency), reasons=tuple(tip.grade_reasons)
        ),
        prior=tuple(str(number) for number in read.account.prior_ct_reports),
        handling=under.handling,
        legal_basis=under.legal_basis,
        tip_xml=vault.open_value(bytes(tip.submission.document), context=DOCUMENT).decode(),
    )
    return referral, objects


def _file(one: UUID, details: Sequence[FileDetails | None]) -> letters.FileRef:
    """One file, with what was said of each of its uploads."""
    copy = BundleCopy.objects.select_related("item").get(object_id=one)
    sealed, first = vault.describe(ObjectId(one)), vault.describe(ObjectId(copy.item.object_id))
    said = [each for each in details if each is not None]
    return letters.FileRef(
        sha256=sealed.sha256.hex(),
        md5=sealed.md5.hex(),
        size=sealed.size,
        media_kind=_media_kind(one),
        viewed_by_esp=viewed(each.file_viewed_by_esp for each in said),
        classification=next((each.industry_classification for each in said if each.industry_classification), None),
        possible_self_production=any(each.file_annotations and each.file_annotations.possible_self_production for each in said),
        item=first.sha256.hex(),
        bits_apart=copy.bits_apart,
    )


def _media_kind(one: UUID) -> letters.MediaKind:
    examined = vault.examined(ObjectId(one))
    return letters.MediaKind(examined.kind) if isinstance(examined, vault.Examined) else letters.MediaKind.OTHER


def _account(read: Reading, *, number: int) -> AccountData:
    """The account as stated; one that the platform does not name is named after its report, so that it stays apart."""
    account, said = read.account, read.block.account if read.block else AccountFacts()
    person = account.person_or_user_reported_person
    address = person.address[0] if person and person.address else None
    return AccountData(
        esp_identifier=account.esp_identifier or f"report {number}",
        service=account.esp_service or said.service,
        registered_ip=said.registered_ip,
        screen_name=account.screen_name,
        first_name=person.first_name if person else None,
        last_name=person.last_name if person else None,
        birth_date=person.date_of_birth if person else None,
        sex=said.sex,
        emails=_emails(person),
        phones=_phones(person),
        address=PostalAddress(street=address.address, city=address.city, postcode=address.zip_code, country=address.country)
        if address
        else None,
    )


def _emails(person: Person | None) -> tuple[EmailAddress, ...]:
    stated = person.email if person else ()
    return tuple(EmailAddress(each.address, each.verified) for each in stated if each.address)[:MOST]


def _phones(person: Person | None) -> tuple[PhoneNumber, ...]:
    stated = person.phone if person else ()
    numbers = [(f"{each.country_calling_code or ''}{each.number}", each.verified) for each in stated if each.number]
    return tuple(PhoneNumber(number, verified) for number, verified in numbers)[:MOST]


def _place(claim: Claim) -> letters.PlaceClaim:
    return letters.PlaceClaim(
        country=claim.country, method=str(claim.method), confidence_percent=claim.confidence_percent, detail=claim.detail
    )
