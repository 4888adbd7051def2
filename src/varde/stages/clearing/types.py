from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AgreementShown:
    """An agreement, as shown and as decided by."""

    id: UUID
    agency: str
    country: str
    legal_basis: str
    handling: str
    since: date
    until: date | None

    def is_in_force(self, on: date) -> bool:
        """Whether it holds on this day."""
        return self.since <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Graded:
    """Two separate marks with what led to them; neither says anything about guilt."""

    quality_percent: int
    urgency: str  # a wire.letters.Urgency
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TipShown:
    """A tip in a list."""

    id: UUID
    number: int
    platform: str
    bundle: UUID
    lane: str
    country: str
    confidence_percent: int
    place_reasons: tuple[str, ...]
    quality_percent: int
    urgency: str
    grade_reasons: tuple[str, ...]
    acts: int
    first_act_at: datetime | None
    taken_in_at: datetime
    agencies: tuple[str, ...]
    outcomes: tuple[str, ...]
    unread_lines: tuple[str, ...] = ()  # of the acts block, as they stand: this version cannot read them, a person can


@dataclass(frozen=True, slots=True)
class ItemShown:
    """One item of a bundle with its copies: (object, bits apart, algorithm)."""

    id: UUID
    object_id: UUID
    copies: tuple[tuple[UUID, int, str], ...]
    tips: int
    first_seen_at: datetime


@dataclass(frozen=True, slots=True)
class BundleShown:
    """A bundle in a list."""

    id: UUID
    opened_at: datetime
    tips: int
    accounts: int
    items: int
    acts: int
    first_act_at: datetime | None
    last_tip_at: datetime
    countries: tuple[tuple[str, int], ...]
    waiting: int  # tips not referred
    most_urgent: str
    joined: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class ReferralShown:
    """A referral in a list."""

    id: UUID
    tip_number: int
    agency: str
    country: str
    bundle: UUID
    routed_at: datetime
    outcome: str


@dataclass(frozen=True, slots=True)
class Desk:
    """The numbers at the head of the desk."""

    tips: int
    bundles: int
    referred: int
    no_country: int
    no_agreement: int
    oldest_waiting: datetime | None
    open_submissions: int
