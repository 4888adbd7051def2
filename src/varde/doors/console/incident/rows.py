"""The suspects table as text, worked out before the template runs: a thousand rows cost little that way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from varde.doors.console.shell import words
from varde.kernels.law.types import Lane
from varde.stages.casework import face as casework
from varde.stages.casework.face import SortBy


@dataclass(frozen=True, slots=True)
class Line:
    """One suspect, ready to be shown."""

    row: casework.SuspectRow
    reasons: tuple[str, ...]  # without their sources, which stand on the suspect's page
    first_act: str
    proposed: words.Word
    decided: words.Word | None
    disposition: words.Word
    district: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head: what a click asks for, and how the table is sorted now."""

    sort: SortBy | None
    title: str
    is_number: bool = False
    wish: str = ""
    now: str = ""  # ascending, descending or nothing


COLUMNS = (
    Column(SortBy.LABEL, "Suspect"),
    Column(SortBy.ACCOUNTS, "Accounts", True),
    Column(SortBy.ACTS, "Acts", True),
    Column(SortBy.RECIPIENTS, "Recipients", True),
    Column(SortBy.FIRST_ACT, "First act"),
    Column(SortBy.AGE, "Age then", True),
    Column(SortBy.DISTRICT, "District"),
    Column(SortBy.LANE, "Proposed lane, and why"),
    Column(None, "Decided lane"),
    Column(SortBy.DISPOSITION, "Disposition"),
)


def lines(rows: Iterable[casework.SuspectRow], *, zone: str) -> list[Line]:
    """Each row with its words and local times."""
    local = ZoneInfo(zone)
    return [
        Line(
            row=row,
            reasons=tuple(reason.sentence.split(" [")[0] for reason in row.lane_reasons),
            first_act=row.first_act_at.astimezone(local).strftime("%Y-%m-%d %H:%M"),
            proposed=words.LANES[Lane(row.lane_proposed)],
            decided=words.lane(row.lane_decided),
            disposition=words.disposition(row.disposition),
            district=row.district_name or "",
        )
        for row in rows
    ]


def columns(sort: SortBy, *, descending: bool) -> list[Column]:
    """The heads: a second click on a column turns it round; numbers begin with the largest."""
    return [_column(column, sort, descending=descending) for column in COLUMNS]


def _column(column: Column, sort: SortBy, *, descending: bool) -> Column:
    if column.sort is None:
        return column
    is_now = column.sort is sort
    turned = not descending if is_now else column.is_number
    now = ("descending" if descending else "ascending") if is_now else ""
    return Column(column.sort, column.title, column.is_number, f"{'-' if turned else ''}{column.sort.value}", now)
