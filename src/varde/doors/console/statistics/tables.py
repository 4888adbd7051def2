"""A counted figure as a small table for people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from varde.doors.console.shell import words
from varde.kernels.law.types import Lane
from varde.stages.statistics import face as statistics

BANDS = ((1, 1), (2, 2), (3, 5), (6, 10), (11, 50), (51, 100), (101, None))
Rows = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A title, what its two columns are called, and the rows; with the last ledger entry that it rests on."""

    title: str
    heads: tuple[str, str]
    rows: Rows
    total: int
    as_of: datetime | None
    as_of_seq: int

    @property
    def shares(self) -> list[tuple[str, int, str]]:
        """Each row with its part of the whole, in percent."""
        return [(name, count, f"{100 * count / self.total:.0f} %" if self.total else "") for name, count in self.rows]


def tables(counted: statistics.Counted) -> list[Table]:
    """One table for each figure that falls into parts, in the order of an announcement."""
    figures = {figure.key: figure for figure in counted.figures}
    return [_table(figures[key], title, heads, rows) for key, title, heads, rows in PARTS if key in figures]


def _table(figure: statistics.Figure, title: str, heads: tuple[str, str], rows: Callable[..., Rows]) -> Table:
    found = rows(figure.value)
    return Table(title, heads, found, sum(count for _, count in found), figure.as_of, figure.as_of_seq)


def _by_size(value: dict[str, int]) -> Rows:
    return tuple(sorted(((words.plain(code), count) for code, count in value.items()), key=lambda row: -row[1]))


def _ages(value: dict[str, int]) -> Rows:
    return tuple((age, count) for age, count in sorted(value.items(), key=lambda row: int(row[0])))


def _districts(value: dict[str, int]) -> Rows:
    named = [("no district" if key == "none" else words.district(key), count) for key, count in value.items()]
    return tuple(sorted(named, key=lambda row: (row[0] == "no district", -row[1], row[0])))


def _lanes(value: dict[str, int]) -> Rows:
    named = {lane.value: words.LANES[lane].text for lane in Lane}
    return tuple((named.get(code, code), count) for code, count in sorted(value.items(), key=lambda row: -row[1]))


def _dispositions(value: dict[str, int]) -> Rows:
    return tuple((words.disposition(code).text, count) for code, count in sorted(value.items(), key=lambda row: -row[1]))


def _waves(value: list[dict[str, int]]) -> Rows:
    return tuple((f"Wave {row['wave']}", row["suspects"]) for row in value)


def _acts(value: list[list[int]]) -> Rows:
    """In bands: most have a few, a few have hundreds."""
    counted = [
        (_band(low, high), sum(n for acts, n in value if low <= acts and (high is None or acts <= high))) for low, high in BANDS
    ]
    return tuple(row for row in counted if row[1])


def _band(low: int, high: int | None) -> str:
    if high is None:
        return f"{low} or more"
    return f"{low}" if low == high else f"{low} to {high}"


PARTS: tuple[tuple[str, str, tuple[str, str], Callable[..., Rows]], ...] = (
    ("sex", "Sex, as stated", ("Sex", "Suspects"), _by_size),
    ("age_at_first_act", "Age at the first act", ("Age", "Suspects"), _ages),
    ("district", "Police districts", ("District", "Suspects"), _districts),
    ("acts_per_suspect", "Acts for each suspect", ("Acts", "Suspects"), _acts),
    ("waves", "Waves", ("Wave of the first act", "Suspects"), _waves),
    ("lanes", "Decided lanes", ("Lane", "Suspects"), _lanes),
    ("dispositions", "Dispositions", ("Disposition", "Suspects"), _dispositions),
)
