"""Writing the referral: what an agency is given of one tip."""

from __future__ import annotations

from uuid import UUID

from varde.keeps.vault import face as vault
from varde.kernels.places import Claim
from varde.kernels.terms.ids import ObjectId
from varde.kernels.wire import letters
from varde.kernels.wire.account import AccountData, EmailAddress, PhoneNumber, PostalAddress
from varde.kernels.wire.acts import AccountFacts
from varde.kernels.wire.cybertip import FileDetails
from varde.stages.clearing import lookup
from varde.stages.clearing.acts.bundle import names_of
from varde.stages.clearing.models import BundleCopy, SubmittedFile, Tip
from varde.stages.clearing.rules import locate
from varde.stages.clearing.rules.read import Reading
from varde.stages.clearing.sealing import DOCUMENT
from varde.stages.clearing.types import AgreementShown


def referral_of(
    tip: Tip, *, read: Reading, under: AgreementShown, referral_id: UUID
) -> tuple[letters.Referral, tuple[UUID, ...]]:
    """The referral, and the sealed files that go with it."""
    files = list(tip.submission.files.order_by("id"))
    described = [_file(file, read.details.get(file.file_id)) for file in files]
    objects = tuple(dict.fromkeys(file.object_id for file in files))
    bundle, *joined = names_of(tip.bundle)
    referral = letters.Referral(
        referral_id=referral_id,
        bundle_id=bundle,
        joined_bundles=tuple(joined),
        tip_reference=str(tip.submission.number),
        platform=tip.platform,
        received_at=tip.submission.ended_at or tip.taken_in_at,
        account=_account(read),
        acts=read.acts,
        reports=read.block.reports if read.block else (),
        files=tuple({ref.sha256: ref for ref in described}.values()),
        places=tuple(_place(claim) for claim in locate.claims(read, table=lookup.table())),
        grade=letters.Grade(
            quality_percent=tip.quality_percent, urgency=letters.Urgency(tip.urgency), reasons=tuple(tip.grade_reasons)
        ),
        prior=tuple(str(number) for number in read.account.prior_ct_reports),
        handling=under.handling,
        legal_basis=under.legal_basis,
        tip_xml=vault.open_value(bytes(tip.submission.document), context=DOCUMENT).decode(),
    )
    return referral, objects


def _file(file: SubmittedFile, details: FileDetails | None) -> letters.FileRef:
    copy = BundleCopy.objects.select_related("item").get(object_id=file.object_id)
    sealed, first = vault.describe(ObjectId(file.object_id)), vault.describe(ObjectId(copy.item.object_id))
    return letters.FileRef(
        sha256=sealed.sha256.hex(),
        md5=sealed.md5.hex(),
        size=sealed.size,
        media_kind=_media_kind(file.object_id),
        viewed_by_esp=details.file_viewed_by_esp if details else None,
        classification=details.industry_classification if details else None,
        item=first.sha256.hex(),
        bits_apart=copy.bits_apart,
    )


def _media_kind(one: UUID) -> letters.MediaKind:
    examined = vault.fingerprint(ObjectId(one))
    return letters.MediaKind.OTHER if isinstance(examined, vault.Undecodable) else letters.MediaKind(examined.kind)


def _account(read: Reading) -> AccountData:
    account, said = read.account, read.block.account if read.block else AccountFacts()
    person = account.person_or_user_reported_person
    address = person.address[0] if person and person.address else None
    return AccountData(
        esp_identifier=account.esp_identifier or "",
        service=account.esp_service or said.service,
        registered_ip=said.registered_ip,
        screen_name=account.screen_name,
        first_name=person.first_name if person else None,
        last_name=person.last_name if person else None,
        birth_date=person.date_of_birth if person else None,
        sex=said.sex,
        emails=tuple(EmailAddress(each.address, each.verified) for each in (person.email if person else ())),
        phones=tuple(
            PhoneNumber(f"{each.country_calling_code or ''}{each.number}", each.verified)
            for each in (person.phone if person else ())
        ),
        address=PostalAddress(street=address.address, city=address.city, postcode=address.zip_code, country=address.country)
        if address
        else None,
    )


def _place(claim: Claim) -> letters.PlaceClaim:
    return letters.PlaceClaim(
        country=claim.country, method=str(claim.method), confidence_percent=claim.confidence_percent, detail=claim.detail
    )
