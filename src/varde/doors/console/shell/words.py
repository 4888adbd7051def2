"""Codes as people read them. Nothing here is decided; a word that is missing is the code without its underscores."""

from __future__ import annotations

from dataclasses import dataclass

from varde.kernels import places
from varde.kernels.law.types import Disposition, Lane
from varde.kernels.terms.outcomes import OutcomeCode


@dataclass(frozen=True, slots=True)
class Word:
    """A code, what people read, and how its label looks (a class of `.tag`)."""

    code: str
    text: str
    look: str = ""

    def __str__(self) -> str:
        return self.text


LANES = {
    Lane.PROCEDURE: Word("procedure", "procedure"),
    Lane.BELOW_AGE_LINE: Word("below_age_line", "below the age line: protection", "ok"),
    Lane.DEPICTED_CHILD: Word("depicted_child", "depicted child: protection", "ok"),
    Lane.NOT_CRIMINAL_HERE: Word("not_criminal_here", "not criminal here"),
    Lane.NEEDS_FACTS: Word("needs_facts", "facts missing", "warn"),
}
SPELT = {
    Disposition.BELOW_AGE: "below the age line",
    Disposition.DEPICTED_CHILD_PROTECTION: "depicted child, protection route",
    Disposition.NOT_BOOKED_MINOR_CONDUCT: "not booked, minor conduct",
    Disposition.PUBLIC_INTEREST_CLOSURE: "closed in the public interest",
    Disposition.HELD_FOR_PILOT: "held for the pilot case",
    Disposition.CUSTODIAL: "custodial sentence",
    Disposition.MERGED: "merged into another case",
}
OUTCOMES = {
    OutcomeCode.CONVICTION: "somebody was convicted",
    OutcomeCode.ARREST: "somebody was arrested",
    OutcomeCode.ONGOING: "being investigated",
    OutcomeCode.REFERRED: "passed on to another agency",
    OutcomeCode.CLOSED_CANNOT_LOCATE_SUBJECT: "closed: nobody could be located",
    OutcomeCode.CLOSED_PROVIDER_ANSWER_EMPTY: "closed: the provider had no answer",
    OutcomeCode.CLOSED_NO_CRIME: "closed: no crime",
    OutcomeCode.CLOSED_NO_PROSECUTORIAL_MERIT: "closed: not prosecuted",
    OutcomeCode.CLOSED_ADULT: "closed: an adult, not a child",
    OutcomeCode.CLOSED_AGE_UNCLEAR: "closed: the age is unclear",
    OutcomeCode.CLOSED_FALSE_REPORT: "closed: a false report",
    OutcomeCode.CLOSED_UNFOUNDED: "closed: unfounded",
    OutcomeCode.CLOSED_DECEASED: "closed: the person has died",
    OutcomeCode.CLOSED_OTHER: "closed: another reason",
}


def lane(code: str | None) -> Word | None:
    """A lane's word; None stays None."""
    return LANES[Lane(code)] if code else None


def disposition(code: str) -> Word:
    """A disposition's word."""
    return Word(code, SPELT.get(Disposition(code), plain(code)), "" if code != Disposition.OPEN else "faint")


def outcome(code: str | None) -> Word | None:
    """What came of a tip, in words; nothing yet stays None."""
    return Word(code, OUTCOMES[OutcomeCode(code)], "fire") if code else None


def district(key: str | None) -> str:
    """A district's name; its key where no table knows it."""
    if not key:
        return "no district"
    return next((each.name for each in places.districts(key[:2]) if each.key == key), key)


def plain(code: str) -> str:
    """A code without its underscores."""
    return code.replace("_", " ")


def person(actor: str) -> str:
    """Who did it: `person:liv` as Liv's display name is kept elsewhere, so the login; `station:station` as the station."""
    kind, _, name = actor.partition(":")
    return "this station" if kind == "station" else name or actor
