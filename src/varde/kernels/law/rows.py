"""The rows of the law tables: each with its source, the day it was last compared with that source, and its confidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from varde.kernels.law.types import Conduct, Disposition

_STRICT = {"extra": "forbid"}


class Confidence(StrEnum):
    """Whether the reference behind a row stands without doubt."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"  # uncertain, weakly sourced or contradicted: never decides anything


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What every row carries. `valid_from` and `valid_to` are days in the country, both inclusive; None is open."""

    __pydantic_config__: ClassVar[dict[str, str]] = _STRICT

    id: str
    source: str = ""
    checked: date
    confidence: Confidence
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""

    @property
    def is_sourced(self) -> bool:
        """Whether the row may be relied on without a person looking it up."""
        return bool(self.source.strip()) and self.confidence is Confidence.CONFIRMED

    def holds_on(self, day: date) -> bool:
        """Whether the row was in force on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeLine(Row):
    """From which age an act can be punished. `lower_age` applies to listed offences only (`lower_for` says which)."""

    country: str
    age: int
    lower_age: int | None = None
    lower_for: str = ""
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JuvenileLaw(Row):
    """Special procedure for people at or above the line and under `under_age`; `asks` says what it asks of the police."""

    under_age: int
    asks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offence(Row):
    """An offence and the span in which its wording was in force."""

    conduct: Conduct
    statute: str
    penalty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LawfulNeighbour(Row):
    """Conduct that looks like the offence and is lawful: between people of these ages (both inclusive), if `when` holds."""

    from_age: int
    to_age: int
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence(Row):
    """An entry that a disposition leaves in a register, for at least so many years; `offence` is a row id or None for any."""

    register: str
    offence: str | None = None
    at_least_years: int
    only_if: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preservation(Row):
    """How long `who` must keep `what`, counted from `counted_from`; exactly one of days and years is set."""

    who: str
    what: str
    counted_from: str
    days: int | None = None
    years: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotBooked(Row):
    """A reason known in the country for not opening a procedure, and the disposition that says so."""

    disposition: Disposition
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Diversion(Row):
    """A way beside prosecution that stands open in the country."""

    route: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryLaw:
    """One country's tables. `zone` is None where the country has several zones."""

    __pydantic_config__: ClassVar[dict[str, str]] = _STRICT

    country: str
    zone: str | None = None
    age_lines: tuple[AgeLine, ...] = ()
    juvenile_law: tuple[JuvenileLaw, ...] = ()
    offences: tuple[Offence, ...] = ()
    lawful_neighbours: tuple[LawfulNeighbour, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    preservation: tuple[Preservation, ...] = ()
    not_booked: tuple[NotBooked, ...] = ()
    diversions: tuple[Diversion, ...] = ()
