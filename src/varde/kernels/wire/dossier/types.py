"""A case as it leaves the house: one neutral value from which every format of the police is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from varde.kernels.wire.account import EmailAddress, PhoneNumber, PostalAddress


class Subject(StrEnum):
    """What the dossier is about."""

    REFERRAL = "referral"
    INCIDENT = "incident"


class Part(StrEnum):
    """The part that a person has in it; one person may have several."""

    SUSPECT = "suspect"
    DEPICTED_CHILD = "depicted_child"
    RECIPIENT = "recipient"


@dataclass(frozen=True, slots=True)
class Classification:
    """A class under a named scheme: never a number alone. `by` and `on` as far as they are known."""

    scheme: str  # "Tech Coalition", "VICS-US 2.0"
    code: str
    by: str | None = None
    at: datetime | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Capture:
    """An address seen at an account or an act; `event` is Login, Registration, Upload and so on."""

    ip: str
    port: int | None = None
    at: datetime | None = None
    event: str | None = None
    possible_proxy: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip:
    """A report of a platform that came through the clearinghouse. `reference` is the clearinghouse's report id."""

    reference: str
    platform: str
    received_at: datetime
    incident_type: str | None = None  # the wire's exact text
    incident_at: datetime | None = None
    incident_at_description: str | None = None
    annotations: tuple[str, ...] = ()  # the wire's words, such as minorToMinorInteraction
    prior: tuple[str, ...] = ()
    handling: str | None = None
    legal_basis: str | None = None
    additional_info: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account and all that was stated of it; contradictions stand side by side."""

    id: UUID
    platform: str
    service: str | None
    esp_identifier: str
    screen_names: tuple[str, ...] = ()
    emails: tuple[EmailAddress, ...] = ()
    phones: tuple[PhoneNumber, ...] = ()
    addresses: tuple[PostalAddress, ...] = ()
    captures: tuple[Capture, ...] = ()
    tips: tuple[str, ...] = ()  # references
    additional_info: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody behind accounts. `number` is what the case calls them by while no name is certain."""

    id: UUID
    number: int
    parts: tuple[Part, ...]
    accounts: tuple[UUID, ...] = ()
    first_names: tuple[str, ...] = ()
    last_names: tuple[str, ...] = ()
    birth_dates: tuple[date, ...] = ()
    lane: str | None = None
    disposition: str | None = None
    disposition_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One distinct file. `viewed_by_esp` has three values; None is "no information", never "no"."""

    id: UUID
    item: int  # the picture or clip of which it is a copy, by number within the case
    sha256: str
    sha1: str | None = None
    md5: str | None = None
    size: int | None = None
    media_kind: str = "other"  # picture, video, other
    mime: str | None = None
    names: tuple[str, ...] = ()
    original_names: tuple[str, ...] = ()
    tips: tuple[str, ...] = ()
    viewed_by_esp: bool | None = None
    classifications: tuple[Classification, ...] = ()
    annotations: tuple[str, ...] = ()
    fingerprints: tuple[tuple[str, str], ...] = ()  # algorithm and hexadecimal value
    metadata: tuple[tuple[str, str], ...] = ()  # as the platform states them
    object: UUID | None = None  # in this station's vault, when the file is here
    additional_info: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who sent which item to whom, when."""

    id: UUID
    account: UUID
    file: UUID | None
    item: int
    message: str
    sent_at: datetime
    recipients: tuple[str, ...] = ()
    capture: Capture | None = None
    tips: tuple[str, ...] = ()
    is_disputed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that was done, for the chain of custody: a ledger entry's kind, when, by whom, with what."""

    kind: str
    at: datetime
    by: str
    about: str
    hop: str  # platform, clearinghouse, agency


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All of it, as of `made_at`. The order of every part is fixed by the case, so that the same case gives the same bytes."""

    id: UUID
    subject: Subject
    number: str  # incident number, or the referral's tip reference
    agency: str
    made_at: datetime
    made_by: str
    handling: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()
    zone: str = "UTC"
    tips: tuple[Tip, ...] = ()
    people: tuple[Person, ...] = ()
    accounts: tuple[Account, ...] = ()
    files: tuple[File, ...] = ()
    acts: tuple[Act, ...] = ()
    steps: tuple[Step, ...] = ()
