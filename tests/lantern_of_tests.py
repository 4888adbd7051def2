"""Lantern's day in tests: Harbour files made-up tips, Lantern takes them in, Fjord Police may receive them."""

# ruff: noqa: ANN401  fields of the wire, handed through
from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from cast import BO, FJORD, HARBOUR_AS_PEER, LANTERN
from harbour_of_tests import landscape, left_for, only
from varde.keeps.vault import face as vault
from varde.kernels.terms.actors import THE_STATION, Actor
from varde.kernels.terms.ids import ReceivedTipId, new_uuid
from varde.kernels.terms.outcomes import OutcomeCode
from varde.kernels.terms.topics import LetterReady, TipArrived, Topic
from varde.kernels.wire import acts as block
from varde.kernels.wire import cybertip, letters
from varde.stages.clearing import face as clearing

NOON = datetime(2016, 5, 10, 12, tzinfo=UTC)
BASIS = "a made-up treaty"
Details = Callable[[int, str], cybertip.FileDetails]

__all__ = ["BASIS", "BO", "FJORD", "LANTERN", "NOON", "landscape", "left_for", "only"]


def act(item: bytes = b"clip", *, message: str = "m-1", at: datetime = NOON, ip: str | None = "192.0.2.7") -> block.ShareAct:
    sha256 = hashlib.sha256(item).hexdigest()
    return block.ShareAct(message=message, item_sha256=sha256, sent_at=at, recipients=("wren",), ip=ip, port=4711)


def person(**known: Any) -> cybertip.Person:
    return cybertip.Person(**known)


def in_denmark(**known: Any) -> cybertip.Person:
    address = cybertip.Address(address="Strandvejen 1", city="Helsingør", zip_code="3000", country="DK")
    return person(first_name="Kes", last_name="Testesen", address=(address,), **known)


def chat(content: str) -> cybertip.InternetDetails:
    return cybertip.InternetDetails(chat_im_incident=cybertip.ChatImIncident(content=content))


def report(
    account: str | None = "kestrel", *, acts: Sequence[block.ShareAct] = (), who: cybertip.Person | None = None, **other: Any
) -> cybertip.Report:
    """A tip of Harbour's; `other`: further fields of the reported account."""
    content = block.render_block(
        block.ActsBlock(acts=tuple(acts), reports=(block.ReportRef(case_number="H-1", received_at=NOON),))
    )
    return cybertip.Report(
        incident_summary=cybertip.IncidentSummary(
            incident_type=cybertip.IncidentType.CSAM, platform="Harbour", incident_date_time=NOON
        ),
        internet_details=(chat(content),),
        reporter=cybertip.Reporter(reporting_person=person(email=(cybertip.Email(address="desk@harbour.example.com"),))),
        person_or_user_reported=(cybertip.ReportedPerson(esp_identifier=account, person_or_user_reported_person=who, **other),),
    )


def batched() -> cybertip.Report:
    accounts = tuple(cybertip.ReportedPerson(esp_identifier=name) for name in ("kestrel", "heron"))
    viral = cybertip.BatchedReport()
    return replace(report(), batched_report=viral, internet_details=(), person_or_user_reported=accounts)


def opened(said: cybertip.Report | bytes | None = None, *, by: Actor = HARBOUR_AS_PEER) -> int:
    said = report() if said is None else said
    return clearing.open_report(said if isinstance(said, bytes) else cybertip.render_report(said), by=by)


def uploaded(number: int, data: bytes, *, by: Actor = HARBOUR_AS_PEER) -> str:
    file_id, _ = clearing.add_file(number, io.BytesIO(data), by=by)
    return file_id


def described(number: int, file_id: str, *, by: Actor = HARBOUR_AS_PEER, **known: Any) -> None:
    details = cybertip.FileDetails(report_id=number, file_id=file_id, **known)
    clearing.describe_file(cybertip.render_file_details(details), by=by)


def finished(said: cybertip.Report | None = None, *files: bytes, by: Actor = HARBOUR_AS_PEER) -> int:
    """A tip filed from beginning to end; answers its number."""
    number = opened(said, by=by)
    for data in files:
        described(number, uploaded(number, data, by=by), by=by, file_viewed_by_esp=True)
    clearing.finish(number, by=by)
    return number


def take_all_in() -> list[UUID]:
    """Take in whatever arrived, in order."""
    tips = [arrived.tip for arrived in left_for(Topic.TIP_ARRIVED)]
    for tip in tips:
        clearing.take_in(TipArrived(ReceivedTipId(tip)))
    return tips


def taken_in(said: cybertip.Report | None = None, *files: bytes, by: Actor = HARBOUR_AS_PEER) -> clearing.TipShown:
    """A tip filed and taken in."""
    finished(said, *files, by=by)
    return clearing.tip(only(take_all_in()))


def with_fjord(country: str = "DK") -> clearing.AgreementShown:
    return clearing.agree(FJORD, country=country, legal_basis=BASIS)


def routed() -> list[tuple[LetterReady, letters.Referral]]:
    """What goes to agencies: each letter with what it says."""
    found = []
    for ready in left_for(Topic.REFERRAL_ROUTED):
        said = letters.parse_letter(vault.read_document(ready.document, by=THE_STATION))
        assert isinstance(said, letters.Referral)
        found.append((ready, said))
    return found


def the_referral() -> letters.Referral:
    return only(routed())[1]


def outcome(*references: str, code: OutcomeCode = OutcomeCode.CLOSED_OTHER, id_: UUID | None = None) -> letters.Outcome:
    return letters.Outcome(
        outcome_id=id_ or new_uuid(), platform="Harbour", account=letters.OutcomeAccount(esp_identifier="kestrel"),
        tip_references=references, code=code, decided_on=NOON.date(), as_of=NOON,
    )  # fmt: skip
