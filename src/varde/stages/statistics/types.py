from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from varde.kernels.terms.ids import IncidentId

Json = Any  # what a count comes to: an int, a map or a list of these


class Entry(Protocol):
    """A ledger entry, as far as counting needs it."""

    @property
    def seq(self) -> int:
        """Its number."""

    @property
    def kind(self) -> str:
        """What happened."""

    @property
    def about(self) -> str:
        """What it is about."""

    @property
    def at(self) -> datetime:
        """When."""

    @property
    def facts(self) -> Mapping[str, Any]:
        """The particulars, in ids and codes."""


@dataclass(frozen=True, slots=True)
class ActTold:
    """An act that a referral told of."""

    account: str
    at: datetime
    item: str


@dataclass(slots=True)
class Story:
    """One incident as the ledger tells it. `person_of` is shared by all incidents: whose an account is now."""

    person_of: dict[str, str]
    now_item: dict[str, str]
    acts: dict[str, ActTold] = field(default_factory=dict)
    reports: set[str] = field(default_factory=set)
    known: dict[str, Mapping[str, Any]] = field(default_factory=dict)  # a person's latest coded facts
    lanes: dict[str, str] = field(default_factory=dict)
    dispositions: dict[str, str] = field(default_factory=dict)
    cuts: tuple[datetime, ...] = ()

    def person(self, act: ActTold) -> str:
        """Who sent it, as accounts are linked now."""
        return self.person_of[act.account]

    def item(self, act: ActTold) -> str:
        """Which item it passed on, as items are joined now."""
        item = act.item
        while item in self.now_item:
            item = self.now_item[item]
        return item

    def suspects(self) -> dict[str, list[ActTold]]:
        """Every person with at least one act as sender, with those acts in the order of time."""
        found: dict[str, list[ActTold]] = {}
        for act in sorted(self.acts.values(), key=lambda act: act.at):
            found.setdefault(self.person(act), []).append(act)
        return found

    def facts(self, person: str) -> Mapping[str, Any]:
        """The latest coded facts of a person; empty before the ledger tells any."""
        return self.known.get(person, {})


@dataclass(frozen=True, slots=True)
class Count:
    """A number to publish: its key, the kinds of entries it rests on, and how it is counted."""

    key: str
    rests_on: tuple[str, ...]
    of: Callable[[Story], Json]
    is_announced: bool = True  # one of the figures that are compared and announced


@dataclass(frozen=True, slots=True)
class Figure:
    """One count with its "as of": the last entry of its kinds that it rests on; 0 and None before the first."""

    key: str
    value: Json
    as_of_seq: int
    as_of: datetime | None
    is_announced: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """All figures of an incident, or of the whole station when `incident` is None."""

    incident: IncidentId | None
    figures: tuple[Figure, ...]
    as_of_seq: int
    as_of: datetime | None

    def as_dict(self) -> dict[str, Json]:
        """The announced figures by key, and nothing else."""
        return {figure.key: figure.value for figure in self.figures if figure.is_announced}

    def value(self, key: str) -> Json:
        """One figure's value."""
        return next(figure.value for figure in self.figures if figure.key == key)
