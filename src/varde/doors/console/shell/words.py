"""Codes as people read them. Nothing here is decided; a word that is missing is the code without its underscores."""

from __future__ import annotations

from dataclasses import dataclass

from varde.kernels import places
from varde.kernels.law.types import Disposition, Lane


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


def lane(code: str | None) -> Word | None:
    """A lane's word; None stays None."""
    return LANES[Lane(code)] if code else None


def disposition(code: str) -> Word:
    """A disposition's word."""
    return Word(code, SPELT.get(Disposition(code), plain(code)), "" if code != Disposition.OPEN else "faint")


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
