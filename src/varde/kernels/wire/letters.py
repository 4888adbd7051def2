"""The letters between stations: a referral to an agency, and the outcome on its way back. JSON, versioned, read strictly.

`render_letter` spells a letter in one way only (sorted keys, no spaces, UTF-8), so its digest is stable.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints, TypeAdapter
from pydantic.dataclasses import dataclass

from varde.kernels.terms.outcomes import OutcomeCode
from varde.kernels.wire.account import AccountData
from varde.kernels.wire.acts import ReportRef, ShareAct
from varde.kernels.wire.cybertip.values import IndustryClassification
from varde.kernels.wire.strict import (
    STRICT,
    BodyRefused,
    Day,
    Md5Hex,
    Name,
    Percent,
    Sha256Hex,
    Text,
    Time,
    canonical,
    loaded,
    parse,
)

REFERRAL: Literal["varde-referral/1"] = "varde-referral/1"
OUTCOME: Literal["varde-outcome/1"] = "varde-outcome/1"
LIMIT_BYTES = 64 << 20
TIP_LIMIT_CHARACTERS = 16 << 20


class MediaKind(StrEnum):
    """What a file is, as far as it could be decoded."""

    PICTURE = "picture"
    VIDEO = "video"
    OTHER = "other"


class Urgency(StrEnum):
    """How soon someone should look; the grade's reasons say why."""

    ROUTINE = "routine"
    SOON = "soon"
    URGENT = "urgent"


Sentence = Annotated[str, StringConstraints(min_length=1, max_length=1000)]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class FileRef:
    """A file that travels along. `item`: the sha256 of its bundle's representative; `bits_apart`: how far it is from that.

    `possible_self_production`: whoever reported it holds it possible that the child filmed it; false when that is not stated.
    """

    sha256: Sha256Hex
    md5: Md5Hex
    size: Annotated[int, Field(ge=0)]
    media_kind: MediaKind
    item: Sha256Hex
    bits_apart: Annotated[int, Field(ge=0, le=4096)] | None = None
    viewed_by_esp: bool | None = None
    classification: IndustryClassification | None = None
    possible_self_production: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class PlaceClaim:
    """One ground for a country, e.g. method `residence`, `ip`, `phone`."""

    country: Name
    method: Name
    confidence_percent: Percent
    detail: Sentence | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Grade:
    """How complete the tip is and how soon it should be looked at, each with its reasons."""

    quality_percent: Percent
    urgency: Urgency
    reasons: Annotated[tuple[Sentence, ...], Field(max_length=100)] = ()


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Referral:
    """What one agency is given of one tip. `tip_reference` is the clearinghouse's report id, `prior` the earlier ones."""

    version: Literal["varde-referral/1"] = REFERRAL
    referral_id: UUID
    bundle_id: UUID
    joined_bundles: Annotated[tuple[UUID, ...], Field(max_length=10_000)] = ()  # other ids that this bundle has gone by
    tip_reference: Name
    platform: Name
    received_at: Time
    account: AccountData
    acts: Annotated[tuple[ShareAct, ...], Field(max_length=100_000)] = ()
    unread_lines: Annotated[tuple[str, ...], Field(max_length=100_000)] = ()  # of the acts block, kept as they stand
    reports: Annotated[tuple[ReportRef, ...], Field(max_length=10_000)] = ()
    files: Annotated[tuple[FileRef, ...], Field(max_length=10_000)] = ()
    places: Annotated[tuple[PlaceClaim, ...], Field(max_length=100)] = ()
    grade: Grade
    prior: Annotated[tuple[Name, ...], Field(max_length=10_000)] = ()
    handling: Text
    legal_basis: Text
    tip_xml: Annotated[str, StringConstraints(max_length=TIP_LIMIT_CHARACTERS)]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class OutcomeAccount:
    """The account an outcome is about, by the platform's own name for it and nothing else."""

    esp_identifier: Name


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Outcome:
    """What came of one account's tips at an agency. No names, no places."""

    version: Literal["varde-outcome/1"] = OUTCOME
    outcome_id: UUID
    platform: Name
    account: OutcomeAccount
    tip_references: Annotated[tuple[Name, ...], Field(max_length=10_000)]
    code: OutcomeCode
    decided_on: Day
    as_of: Time


Letter = Referral | Outcome

_REFERRAL = TypeAdapter(Referral)
_OUTCOME = TypeAdapter(Outcome)


def render_letter(letter: Letter) -> bytes:
    """The one spelling of the letter."""
    return canonical(letter, _REFERRAL if isinstance(letter, Referral) else _OUTCOME)


def parse_letter(data: bytes) -> Letter:
    """The letter, told by its version; BodyRefused names the path of what is wrong."""
    plain = loaded(data, limit_bytes=LIMIT_BYTES)
    version = plain.get("version") if isinstance(plain, dict) else None
    if version == REFERRAL:
        return parse(data, _REFERRAL, limit_bytes=LIMIT_BYTES)
    if version == OUTCOME:
        return parse(data, _OUTCOME, limit_bytes=LIMIT_BYTES)
    raise BodyRefused("$.version", "is not a version that this station reads")
