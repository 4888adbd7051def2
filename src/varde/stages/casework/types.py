"""What crosses the face: frozen values for pages and machines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from varde.kernels.law.types import Disposition
from varde.kernels.terms.ids import AccountId, IncidentId, ObjectId, PersonId
from varde.kernels.terms.people import Sex


class Field(StrEnum):
    """What a source can state about an account."""

    SCREEN_NAME = "screen_name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    BIRTH_DATE = "birth_date"  # YYYY-MM-DD
    SEX = "sex"
    EMAIL = "email"
    PHONE = "phone"
    STREET = "street"
    CITY = "city"
    POSTCODE = "postcode"  # "<country> <postcode>", so that the two are never separated
    COUNTRY = "country"
    REGISTERED_IP = "registered_ip"


class Matter(StrEnum):
    """What is decided about a suspect."""

    LANE = "lane"
    DISPOSITION = "disposition"


class FindingKind(StrEnum):
    """What an officer can find about a suspect in an incident, and no rule can."""

    LAWFUL_NEIGHBOUR = "lawful_neighbour"
    MINOR_CONDUCT = "minor_conduct"


class Strength(StrEnum):
    """How much a likeness of two accounts says; the order is from strong to weak."""

    STRONG = "strong"
    MIDDLE = "middle"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason, as a code and as a sentence for people. `value` may hold a particular and stays in the console."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """An incident in the list of incidents; suspects, acts and what is undecided are what the actor may see."""

    id: IncidentId
    number: int
    opened_at: datetime
    last_received_at: datetime
    suspects: int
    acts: int
    items: int = 0
    reports: int = 0
    lane_undecided: int = 0
    awaiting_second: int = 0
    oldest_undecided: datetime | None = None


@dataclass(frozen=True, slots=True)
class IncidentOverview:
    """The head of an incident's page; the counts are of what the actor may see."""

    id: IncidentId
    number: int
    opened_at: datetime
    last_received_at: datetime
    publicity_at: datetime | None
    wave_cuts: tuple[datetime, ...]
    bundles: int
    referrals: int
    reports: int
    accounts: int
    items: int
    suspects: int
    acts: int
    recipients: int  # distinct account names sent to
    accounts_without_acts: int  # referred, but nothing that they passed on was told
    below_line: int
    unknown_age: int
    lane_undecided: int
    disposition_open: int
    awaiting_second: int
    without_district: int
    oldest_undecided: datetime | None
    zone: str


class SortBy(StrEnum):
    """Columns of the suspects table that can be sorted by."""

    LABEL = "label"
    ACCOUNTS = "accounts"
    ACTS = "acts"
    RECIPIENTS = "recipients"
    FIRST_ACT = "first_act"
    LAST_ACT = "last_act"
    AGE = "age"
    DISTRICT = "district"
    LANE = "lane"
    DISPOSITION = "disposition"


NO_DISTRICT = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspectFilter:
    """What the suspects table shows; None means whatever. `district` may be NO_DISTRICT; `text` is part of label or number."""

    district: str | None = None
    lane: str | None = None  # decided, or proposed while undecided
    lane_decided: bool | None = None
    disposition: str | None = None
    sex: Sex | None = None
    below_line: bool | None = None
    unknown_age: bool | None = None
    acts_at_least: int | None = None
    text: str | None = None
    wave: int | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspectRow:
    """A line of the suspects table."""

    person: PersonId
    number: int
    label: str
    sex: Sex
    accounts: int
    acts: int
    recipients: int
    first_act_at: datetime
    last_act_at: datetime
    age_at_first_act: int | None
    below_line_acts: int | None
    lane_proposed: str
    lane_reasons: tuple[Ground, ...]
    lane_decided: str | None
    district: str | None
    district_name: str | None
    district_assigned: bool
    disposition: str
    depicted: bool
    wave: int
    awaiting_second: bool


@dataclass(frozen=True, slots=True)
class SuspectTable:
    """The rows asked for, and how many there are in all after filtering."""

    rows: tuple[SuspectRow, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What one source stated."""

    field: Field
    value: str
    is_verified: bool
    source: str
    stated_at: datetime
    contradicted: bool  # another source states another value of a field that has one


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountKnown:
    """One account of a person."""

    id: AccountId
    platform: str
    service: str
    esp_identifier: str
    statements: tuple[Stated, ...]
    tip_references: tuple[str, ...]
    acts: int
    linked_by: str | None
    link_evidence: tuple[str, ...]
    link_reason: str | None
    is_own: bool  # the person began with this account


@dataclass(frozen=True, slots=True, kw_only=True)
class ActKnown:
    """One act of a person."""

    id: UUID
    account: AccountId
    message: str
    item: UUID
    item_number: int
    object_id: ObjectId | None  # the copy that was shared, when the file lies in the vault
    sent_at: datetime
    local_time: datetime
    age: int | None
    below_line: bool | None
    recipients: int
    ip: str | None
    port: int | None
    sources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKnown:
    """One copy that a person shared; `is_viewed_by_esp` decides who may open it."""

    id: UUID
    item: UUID
    item_number: int
    object_id: ObjectId | None
    media_kind: str
    size: int | None
    classification: str
    is_viewed_by_esp: bool | None
    bits_apart: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionMade:
    """A decision, in force or waiting for a second person."""

    id: UUID
    matter: Matter
    value: str
    reason: str
    by: str
    at: datetime
    second_reasons: tuple[str, ...]
    second_by: str | None
    in_force_at: datetime | None
    is_withdrawn: bool


@dataclass(frozen=True, slots=True)
class FindingOffered:
    """A ground that the law's tables know here; `row` is its row's id, `when` its condition in words."""

    kind: FindingKind
    row: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingMade:
    """A finding that stands. `is_outgrown`: acts came or went since, so it no longer covers all of them."""

    kind: FindingKind
    row: str
    covers_all_acts: bool
    is_outgrown: bool
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Happened:
    """A line of history: a ledger entry about a person, in codes."""

    seq: int
    at: datetime
    kind: str
    by: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspectKnown:
    """Everything on one suspect's page."""

    row: SuspectRow
    country: str | None
    birth_date: date | None
    age_line: int | None
    age_line_source: str
    district_reason: str
    accounts: tuple[AccountKnown, ...]
    acts: tuple[ActKnown, ...]
    files: tuple[FileKnown, ...]
    depicted_in: tuple[UUID, ...]
    depicted_proposed: tuple[UUID, ...]
    decisions: tuple[DecisionMade, ...]
    history: tuple[Happened, ...]
    needs_second_person: bool
    dispositions: tuple[Disposition, ...]  # that fit the decided lane, those that the rules propose first
    findings: tuple[FindingMade, ...]
    findings_offered: tuple[FindingOffered, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Somebody in the spread. `person` is None for a recipient who is no suspect here or whom the actor may not see."""

    key: str
    label: str
    person: PersonId | None
    acts: int
    wave: int | None
    district: str | None
    lane: str | None


@dataclass(frozen=True, slots=True)
class Edge:
    """Node `sender` sent to node `recipient`, `acts` times, first and last at."""

    sender: str
    recipient: str
    acts: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Spread:
    """The spread as a graph. `outside` counts recipients who are not among the nodes."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    outside: int


@dataclass(frozen=True, slots=True)
class DayCount:
    """Acts on one local day, and by how many senders."""

    day: date
    acts: int
    senders: int


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """A district's share of an incident; `key` is None where no residence is known."""

    key: str | None
    name: str | None
    is_lead: bool
    suspects: int
    acts: int
    below_line: int
    lane_undecided: int
    disposition_open: int


@dataclass(frozen=True, slots=True)
class Wave:
    """Suspects whose first act falls in one stretch between the cuts; the first has no beginning, the last no end."""

    wave: int
    begins_at: datetime | None
    ends_at: datetime | None
    suspects: int
    after_publicity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What of an account is compared; phones and e-mail addresses are the verified ones. `is_here`: in the incident asked."""

    account: UUID
    person: UUID
    label: str
    screen_names: tuple[str, ...] = ()
    name: str | None = None
    birth_date: str | None = None
    verified_phones: tuple[str, ...] = ()
    verified_emails: tuple[str, ...] = ()
    is_here: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Two accounts that may be the same person's; an officer decides. The pair's ids make the candidate's id."""

    id: UUID
    one: AccountId
    other: AccountId
    one_label: str
    other_label: str
    one_person: PersonId
    other_person: PersonId
    strength: Strength
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DepictedRow:
    """A person depicted in an item, marked or only proposed."""

    person: PersonId
    label: str
    item: UUID
    item_number: int
    marked_by: str | None
    marked_at: datetime | None
    is_suspect: bool
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item of an incident, its copies, and how it was passed on."""

    id: UUID
    number: int
    media_kind: str
    copies: int
    acts: int
    senders: int
    object_id: ObjectId | None


@dataclass(frozen=True, slots=True)
class WhatIsNew:
    """What changed since a moment, among what the actor may see."""

    since: datetime
    referrals: int
    acts: int
    suspects: tuple[SuspectRow, ...]
    decisions: int
    awaiting_second: tuple[PersonId, ...] = field(default=())
