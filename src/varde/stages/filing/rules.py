"""What a tip lacks, how long it is kept, and its words on the wire."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter

from varde.kernels.terms.people import Sex
from varde.kernels.wire import acts as block
from varde.kernels.wire import cybertip as wire
from varde.kernels.wire.account import AccountData
from varde.kernels.wire.platform import AccountLine
from varde.stages.filing.types import Lack, Platform, TipFacts, TipFileFacts, Told

CAPTURES = 50
RECIPIENTS = 100
WHY = {
    "ip": "without an address of each act, police cannot ask the access provider",
    "port": "many customers share one address; only the source port tells them apart",
    "country": "without a country the tip may reach no agency that can act",
    "contact": "an e-mail address or a number often leads to the person",
    "birth_date": "whether somebody is a child decides between procedure and protection",
    "name": "a name spares a request to the platform",
    "recipients": "recipients show how far the item spread, and who may need help",
    "viewed": "if nobody says whether a person saw the file, police may need a warrant to open it",
}
NOTHING_SAID = (None, "", (), Sex.UNKNOWN)
_EMAIL = re.compile(r"[^@\s<>]{1,64}@[^@\s<>]+\.[^@\s<>.]+")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
T = TypeVar("T")
_ACCOUNT = TypeAdapter(AccountData)
_ACT = TypeAdapter(block.ShareAct)
_TOLD = TypeAdapter(tuple[Told, ...])


def account_as_json(account: AccountData) -> bytes:
    """An account's data for a sealed column."""
    return _ACCOUNT.dump_json(account)


def account_from(stored: bytes) -> AccountData:
    """The account of a sealed column."""
    return _ACCOUNT.validate_json(stored)


def act_as_json(act: block.ShareAct) -> bytes:
    """An act for a sealed column."""
    return _ACT.dump_json(act)


def act_from(stored: bytes) -> block.ShareAct:
    """The act of a sealed column."""
    return _ACT.validate_json(stored)


def told_as_json(told: tuple[Told, ...]) -> bytes:
    """Reported words for a sealed column."""
    return _TOLD.dump_json(told)


def told_from(stored: bytes) -> tuple[Told, ...]:
    """The words of a sealed column."""
    return _TOLD.validate_json(stored)


def merged(known: AccountData, line: AccountLine) -> AccountData:
    """What was known, with what the platform states now; an empty statement takes nothing away."""
    named = (name for name in known.__dataclass_fields__ if name != "esp_identifier")
    stated: dict[str, Any] = {name: getattr(line, name) for name in named if getattr(line, name) not in NOTHING_SAID}
    return replace(known, **stated)


def kept_until(finished_at: datetime) -> date:
    """A finished report's contents are kept for one year (18 USC 2258A(h)); a tip of 29 February until 1 March."""
    day = finished_at.date()
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def lacks(facts: TipFacts, *, files: Iterable[TipFileFacts]) -> tuple[Lack, ...]:
    """What is missing, most useful first. Advice to the person who files; never a barrier."""
    account, acts = facts.account, facts.acts
    given = {
        "ip": bool(acts) and all(act.ip for act in acts),
        "port": all(act.port for act in acts if act.ip),
        "country": bool(account.address and account.address.country),
        "contact": bool(account.emails or account.phones),
        "birth_date": account.birth_date is not None,
        "name": bool(account.first_name or account.last_name),
        "recipients": all(act.recipients for act in acts),
        "viewed": all(file.viewed is not None for file in files),
    }
    return tuple(Lack(field, why) for field, why in WHY.items() if not given[field])


def report_of(facts: TipFacts, *, platform: Platform, now: datetime, bare: bool = False) -> wire.Report:
    """The tip in the wire's words. `bare`: data that the wire's schema refuses stands as text in additionalInfo instead."""
    told = wire.Report(
        incident_summary=wire.IncidentSummary(
            incident_type=wire.IncidentType.CSAM, platform=platform.name[:256], incident_date_time=_began(facts, now)
        ),
        internet_details=(wire.InternetDetails(chat_im_incident=_chat(facts, platform)),),
        reporter=wire.Reporter(reporting_person=wire.Person(email=(wire.Email(address=platform.contact_email),))),
        person_or_user_reported=(_reported(facts, now, bare=bare),),
        intended_recipient=tuple(wire.Recipient(esp_identifier=name) for name in _recipients(facts)),
    )
    return spelled(told)


def spelled(told: T) -> T:
    """The same with each sign that XML cannot carry spelled out by its code: no sender can stop a tip by what they type."""
    if isinstance(told, str) and not isinstance(told, Enum):
        return cast("T", _NOT_XML.sub(lambda sign: f"\\u{ord(sign[0]):04x}", told))
    if isinstance(told, tuple):
        return cast("T", tuple(spelled(one) for one in told))
    if is_dataclass(told) and not isinstance(told, type):
        return cast("T", replace(told, **{field.name: spelled(getattr(told, field.name)) for field in fields(told)}))
    return told


def _began(facts: TipFacts, now: datetime) -> datetime:
    moments = [act.sent_at for act in facts.acts] + [told.sent_at for told in facts.told] + [r.received_at for r in facts.reports]
    return min([now, *moments])


def _chat(facts: TipFacts, platform: Platform) -> wire.ChatImIncident:
    account = facts.account
    known = block.AccountFacts(sex=account.sex, service=account.service, registered_ip=account.registered_ip)
    content = block.render_block(block.ActsBlock(reports=facts.reports, acts=facts.acts, account=known))
    words = "\n".join(f"[{told.message} {told.sent_at.isoformat()}] {told.text}" for told in facts.told)
    client = account.service or platform.name
    return wire.ChatImIncident(chat_client=client[:255], content=content, additional_info=words or None)


def _reported(facts: TipFacts, now: datetime, *, bare: bool) -> wire.ReportedPerson:
    account = facts.account
    return wire.ReportedPerson(
        person_or_user_reported_person=None if bare else _person(account, now),
        esp_identifier=account.esp_identifier,
        esp_service=account.service[:100] if account.service else None,
        screen_name=account.screen_name[:256] if account.screen_name else None,
        ip_capture_event=() if bare else _captures(facts, now),
        prior_ct_reports=facts.prior,
        additional_info=account_as_json(account).decode() if bare else None,
    )


def _person(account: AccountData, now: datetime) -> wire.Person:
    born = account.birth_date
    return wire.Person(
        first_name=account.first_name[:100] if account.first_name else None,
        last_name=account.last_name[:100] if account.last_name else None,
        phone=tuple(wire.Phone(number=phone.number[:50], verified=phone.verified) for phone in account.phones),
        email=tuple(wire.Email(address=e.address, verified=e.verified) for e in account.emails if _EMAIL.fullmatch(e.address)),
        address=_address(account),
        date_of_birth=born if born and born < now.date() else None,
    )


def _address(account: AccountData) -> tuple[wire.Address, ...]:
    stated = account.address
    if stated is None:
        return ()
    country = stated.country.upper() if stated.country else None
    return (
        wire.Address(
            address=stated.street[:255] if stated.street else None,
            city=stated.city[:100] if stated.city else None,
            zip_code=stated.postcode[:20] if stated.postcode else None,
            country=country,
        ),
    )


def _captures(facts: TipFacts, now: datetime) -> tuple[wire.IpCapture, ...]:
    registered = facts.account.registered_ip
    first = (wire.IpCapture(ip_address=registered, event_name=wire.EventName.REGISTRATION),) if registered else ()
    newest = sorted((act for act in facts.acts if act.ip and act.sent_at <= now), key=lambda act: act.sent_at, reverse=True)
    shown = newest[: CAPTURES - len(first)]
    return first + tuple(
        wire.IpCapture(ip_address=act.ip or "", event_name=wire.EventName.UPLOAD, date_time=act.sent_at, port=act.port)
        for act in shown
    )


def _recipients(facts: TipFacts) -> list[str]:
    names = dict.fromkeys(name for act in facts.acts for name in act.recipients)
    return [name for name in names if len(name) <= 255][:RECIPIENTS]


def details_of(file: TipFileFacts, *, report_id: int, file_id: str) -> wire.FileDetails:
    """What is said of one file; `fileViewedByEsp` is absent when the records state neither."""
    label = wire.IndustryClassification(file.classification) if file.classification else None
    details = wire.FileDetails(
        report_id=report_id,
        file_id=file_id,
        original_file_name=file.name[:2056] if file.name else None,
        file_viewed_by_esp=file.viewed,
        file_annotations=wire.FileAnnotations(possible_self_production=True) if file.possible_self_production else None,
        industry_classification=label,
        original_file_hash=(wire.OriginalFileHash(value=file.sha256.hex(), hash_type="SHA256"),),
    )
    return spelled(details)
