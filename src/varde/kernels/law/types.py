"""What goes into the rules and what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Lane(StrEnum):
    """The way proposed for a suspect; an officer decides it."""

    PROCEDURE = "procedure"
    BELOW_AGE_LINE = "below_age_line"  # protection, never procedure
    DEPICTED_CHILD = "depicted_child"  # protection, whatever else is known
    NOT_CRIMINAL_HERE = "not_criminal_here"
    NEEDS_FACTS = "needs_facts"  # the tables or the facts do not suffice: a person must decide


class Conduct(StrEnum):
    """What somebody did with the material."""

    DISTRIBUTION = "distribution"
    POSSESSION = "possession"
    PRODUCTION = "production"
    SALE = "sale"
    INDECENCY = "indecency"
    PRIVACY = "privacy"


class Disposition(StrEnum):
    """What became of a suspect at the agency."""

    OPEN = "open"
    NOT_CRIMINAL_HERE = "not_criminal_here"
    BELOW_AGE = "below_age"
    DEPICTED_CHILD_PROTECTION = "depicted_child_protection"
    NOT_BOOKED_MINOR_CONDUCT = "not_booked_minor_conduct"
    PUBLIC_INTEREST_CLOSURE = "public_interest_closure"
    CHARGE_DROPPED = "charge_dropped"
    PILOT_CASE = "pilot_case"
    HELD_FOR_PILOT = "held_for_pilot"
    BOOKED_WITHOUT_DETENTION = "booked_without_detention"
    CHARGED = "charged"
    FINED = "fined"
    SUSPENDED_SENTENCE = "suspended_sentence"
    CUSTODIAL = "custodial"
    ACQUITTED = "acquitted"
    COMPENSATION_ORDERED = "compensation_ordered"
    TRANSFERRED = "transferred"
    MERGED = "merged"


class OutcomeFlag(StrEnum):
    """Further coded feedback, set by a person only."""

    CHILD_IDENTIFIED = "child_identified"
    FURTHER_VICTIMS = "further_victims"
    SELF_PRODUCED = "self_produced"
    VICTIM_IDENTIFIED = "victim_identified"


class Usefulness(StrEnum):
    """Whether the referral helped, and why not."""

    USEFUL = "useful"
    NOT_USEFUL_STALE = "not_useful_stale"
    NOT_USEFUL_LIMITED = "not_useful_limited"
    NOT_USEFUL_OTHER = "not_useful_other"


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground, fit to be read aloud. `row` is the id of the table row it rests on, "" where it rests on a fact alone."""

    text: str
    row: str = ""
    source: str = ""

    def __str__(self) -> str:
        return f"{self.text} [{self.row}: {self.source}]" if self.row else self.text


@dataclass(frozen=True, slots=True)
class Unsourced:
    """The tables cannot answer: no row, or a row that nobody has confirmed. A person must look the law up."""

    country: str
    reason: str
    row: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeighbourFact:
    """An officer found that a lawful neighbour's conditions hold. `row` is the id of the LawfulNeighbour."""

    row: str
    covers_all_acts: bool
    found_by: str  # who found it and on what ground, in words


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspectFacts:
    """What is known of a suspect. `acts` are aware moments; `zone` overrides the country's own time zone."""

    country: str | None
    birth_date: date | None
    acts: tuple[datetime, ...]
    is_depicted: bool = False
    is_minor_conduct: bool = False  # an officer found the conduct to be minor
    neighbour: NeighbourFact | None = None
    zone: str | None = None
    conduct: Conduct = Conduct.DISTRIBUTION


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A proposed lane with its reasons. `counting_acts` are positions in SuspectFacts.acts at or above the age line.

    `may_end_as` are dispositions that the tables know for this lane; they are offered to the officer, never set.
    """

    lane: Lane
    reasons: tuple[Reason, ...]
    needs_second_person: bool = False
    counting_acts: tuple[int, ...] = ()
    may_end_as: tuple[Disposition, ...] = ()
