"""A suspect's page as text: sources named, lines of history in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from varde.doors.console.shell import words
from varde.keeps.vault import face as vault
from varde.kernels import places
from varde.stages.casework import face as casework

LEFT_OUT = frozenset({"incident", "decision", "matter", "moves"})


@dataclass(frozen=True, slots=True)
class StatedShown:
    """A statement under its field's name; `source` is the number of its source below the table."""

    field: str
    stated: casework.Stated
    source: int


@dataclass(frozen=True, slots=True)
class AccountShown:
    """An account, what is stated about it, and by whom: sources are numbered from 1."""

    account: casework.AccountKnown
    statements: tuple[StatedShown, ...]
    sources: tuple[tuple[str, datetime], ...]
    linked: str  # by whom, on what evidence, why; empty for the account that the person began with


@dataclass(frozen=True, slots=True)
class FileShown:
    """A copy, with the digest of the file where it lies in the vault."""

    file: casework.FileKnown
    sha256: str
    viewed: str


@dataclass(frozen=True, slots=True)
class DecisionShown:
    """A decision in words; `is_awaited` until a second person answers."""

    decision: casework.DecisionMade
    value: str
    by: str
    second_by: str
    is_awaited: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A line of history."""

    seq: int
    at: datetime
    what: str
    by: str
    facts: tuple[tuple[str, str], ...]


def accounts(known: Iterable[casework.AccountKnown]) -> list[AccountShown]:
    """Each account, its statements under their fields' names."""
    return [_account(each) for each in known]


def _account(account: casework.AccountKnown) -> AccountShown:
    sources = {each.source: each.stated_at for each in sorted(account.statements, key=lambda each: each.stated_at)}
    number = {source: at for at, source in enumerate(sources, start=1)}
    stated = tuple(StatedShown(words.plain(each.field), each, number[each.source]) for each in account.statements)
    return AccountShown(
        account, stated, tuple((source.replace(":", " ", 1), at) for source, at in sources.items()), _linked(account)
    )


def _linked(account: casework.AccountKnown) -> str:
    if account.linked_by is None:
        return ""
    evidence = ", ".join(words.plain(code) for code in account.link_evidence)
    return f"linked by {words.person(account.linked_by)} on {evidence or 'no evidence named'}" + (
        f": {account.link_reason}" if account.link_reason else ""
    )


def files(known: Iterable[casework.FileKnown]) -> list[FileShown]:
    """Each copy; digests are read from the vault, the files stay closed."""
    rows = list(known)
    sealed = vault.describe_all([row.object_id for row in rows if row.object_id])
    viewed = {True: "yes", False: "no", None: "not stated"}
    digests = {object_id: found.sha256.hex() for object_id, found in sealed.items()}
    return [FileShown(row, digests.get(row.object_id, "") if row.object_id else "", viewed[row.is_viewed_by_esp]) for row in rows]


def items(
    known: Iterable[casework.ItemRow], *, of: casework.SuspectKnown
) -> tuple[list[casework.ItemRow], list[casework.ItemRow]]:
    """Those that this person sent or may be depicted in, and the incident's others."""
    near = {act.item for act in of.acts} | set(of.depicted_in) | set(of.depicted_proposed)
    rows = list(known)
    return [row for row in rows if row.id in near], [row for row in rows if row.id not in near]


def decisions(made: Iterable[casework.DecisionMade]) -> list[DecisionShown]:
    """Each decision, the latest first."""
    return [_decision(each) for each in sorted(made, key=lambda each: each.at, reverse=True)]


def _decision(each: casework.DecisionMade) -> DecisionShown:
    is_lane = each.matter is casework.Matter.LANE
    value = str(words.lane(each.value)) if is_lane else words.disposition(each.value).text
    is_awaited = each.in_force_at is None and not each.is_withdrawn
    return DecisionShown(each, value, words.person(each.by), words.person(each.second_by or ""), is_awaited)


def history(lines: Iterable[casework.Happened]) -> list[Told]:
    """The ledger's entries about this person, the latest first."""
    told = [Told(line.seq, line.at, words.plain(line.kind), words.person(line.by), _facts(line.facts)) for line in lines]
    return sorted(told, key=lambda line: -line.seq)


def _facts(facts: Any) -> tuple[tuple[str, str], ...]:  # noqa: ANN401  JSON
    kept = {name: value for name, value in facts.items() if name not in LEFT_OUT and value not in (None, "", [])}
    return tuple((words.plain(name), _spelt(value)) for name, value in kept.items())


def _spelt(value: Any) -> str:  # noqa: ANN401  JSON
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(words.plain(str(each)) for each in value)
    return words.plain(str(value))


def choices(known: casework.SuspectKnown, *, beside: Iterable[casework.DistrictRow]) -> dict[str, Any]:
    """What the forms offer."""
    countries = [known.country, *(row.key[:2] for row in beside if row.key)]
    codes = dict.fromkeys(code.upper() for code in countries if code)
    return {
        "lanes": list(words.LANES.values()),
        "dispositions": [words.disposition(each) for each in known.dispositions],
        "districts": [district for code in codes for district in places.districts(code)],
        "fields": [(field.value, words.plain(field.value)) for field in casework.Field],
    }
