"""Ledger entries folded into stories, one per incident. Kinds are spelt here as the ledger writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from varde.stages.statistics.types import ActTold, Entry, Story

Facts = Mapping[str, Any]


@dataclass(slots=True)
class Told:
    """What was read so far: stories by incident, and the last entry of each kind."""

    person_of: dict[str, str] = field(default_factory=dict)
    now_item: dict[str, str] = field(default_factory=dict)
    now_incident: dict[str, str] = field(default_factory=dict)
    stories: dict[str, Story] = field(default_factory=dict)
    last: dict[str, tuple[int, datetime]] = field(default_factory=dict)

    def story(self, incident: str) -> Story:
        """The story of an incident, or of the one that it was joined into."""
        while incident in self.now_incident:
            incident = self.now_incident[incident]
        return self.stories.setdefault(incident, Story(self.person_of, self.now_item))


def fold(entries: Iterable[Entry]) -> Told:
    """Read entries in order; kinds that say nothing about counts are passed over."""
    told = Told()
    for entry in entries:
        if into := FOLDS.get(entry.kind):
            into(told, entry.about, entry.facts)
            told.last[str(entry.kind)] = (entry.seq, entry.at)
    return told


def _referral_received(told: Told, _: str, facts: Facts) -> None:
    story = told.story(facts["incident"])
    told.person_of[facts["account"]] = facts["person"]
    told.now_item |= dict(facts["items_joined"])
    story.reports |= set(facts["reports"])
    for act in facts["acts"]:
        story.acts[act["act"]] = ActTold(facts["account"], datetime.fromisoformat(act["at"]), act["item"])


def _person_known(told: Told, person: str, facts: Facts) -> None:
    told.story(facts["incident"]).known[person] = facts


def _accounts_moved(told: Told, _: str, facts: Facts) -> None:
    told.person_of |= {move["account"]: move["to"] for move in facts["moves"]}


def _lane_decided(told: Told, person: str, facts: Facts) -> None:
    told.story(facts["incident"]).lanes[person] = facts["value"]


def _disposition_decided(told: Told, person: str, facts: Facts) -> None:
    told.story(facts["incident"]).dispositions[person] = facts["value"]


def _waves_cut(told: Told, _: str, facts: Facts) -> None:
    told.story(facts["incident"]).cuts = tuple(datetime.fromisoformat(cut) for cut in facts["cuts"])


def _incidents_joined(told: Told, _: str, facts: Facts) -> None:
    former, into = told.story(facts["former"]), told.story(facts["into"])
    told.stories.pop(facts["former"], None)
    told.now_incident[facts["former"]] = facts["into"]
    told.now_item |= dict(facts["items_joined"])
    _pour(former, into)
    into.cuts = into.cuts or former.cuts


def _pour(former: Story, into: Story) -> None:
    """What was told of one incident is told of the other; what was known there of a person already stays."""
    into.acts |= former.acts
    into.reports |= former.reports
    for name in ("known", "lanes", "dispositions"):
        setattr(into, name, getattr(former, name) | getattr(into, name))


FOLDS: dict[str, Callable[[Told, str, Facts], None]] = {
    "referral_received": _referral_received,
    "person_known": _person_known,
    "accounts_linked": _accounts_moved,
    "accounts_unlinked": _accounts_moved,
    "lane_decided": _lane_decided,
    "disposition_decided": _disposition_decided,
    "waves_cut": _waves_cut,
    "incidents_joined": _incidents_joined,
}


def whole(told: Told) -> Story:
    """All incidents as one story: a person in several counts once, with the facts of the incident where they acted first."""
    story = Story(told.person_of, told.now_item)
    for each in sorted(told.stories.values(), key=_begins, reverse=True):
        story.acts |= each.acts
        story.reports |= each.reports
        story.lanes |= each.lanes
        story.dispositions |= each.dispositions
    story.cuts = tuple(sorted({cut for each in told.stories.values() for cut in each.cuts}))
    told_in = {id(act): each for each in told.stories.values() for act in each.acts.values()}
    for person, acts in story.suspects().items():
        story.known[person] = told_in[id(acts[0])].facts(person)
    return story


def _begins(story: Story) -> float:
    return min((act.at.timestamp() for act in story.acts.values()), default=0.0)
