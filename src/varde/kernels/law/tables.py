"""Looking a rule up for a country and a day. What nobody confirmed is answered with `Unsourced`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TypeVar

from varde.kernels.law.ages import day_of, days_anywhere
from varde.kernels.law.loader import laws
from varde.kernels.law.rows import (
    AgeLine,
    Consequence,
    CountryLaw,
    Diversion,
    JuvenileLaw,
    LawfulNeighbour,
    NotBooked,
    Offence,
    Preservation,
    Row,
)
from varde.kernels.law.types import Conduct, Unsourced

R = TypeVar("R", bound=Row)


def zone_of(country: str) -> str | None:
    """The country's time zone; None where it has several or none is known."""
    law = laws().get(country)
    return law.zone if law else None


def line_for(country: str, at: datetime) -> AgeLine | Unsourced:
    """The age line in force on the day of the act."""
    return _settled(country, _law(country).age_lines, at, what="age line")


def juvenile_law_for(country: str, at: datetime) -> JuvenileLaw | Unsourced:
    """The law for young people at or above the line."""
    return _settled(country, _law(country).juvenile_law, at, what="juvenile law")


def offence_for(country: str, conduct: Conduct, at: datetime) -> Offence | Unsourced:
    """The offence that the conduct was on that day."""
    rows = [row for row in _law(country).offences if row.conduct is conduct]
    return _settled(country, rows, at, what=f"offence of {conduct}")


def neighbour_for(country: str, row: str, at: datetime) -> LawfulNeighbour | Unsourced:
    """The lawful neighbour of this id."""
    rows = [neighbour for neighbour in _law(country).lawful_neighbours if neighbour.id == row]
    return _settled(country, rows, at, what="lawful neighbour")


def lawful_neighbours(country: str) -> tuple[LawfulNeighbour, ...]:
    """All that an officer may choose from, to be shown with their conditions."""
    return _law(country).lawful_neighbours


def not_booked_reasons(country: str) -> tuple[NotBooked, ...]:
    """The reasons known in the country for not opening a procedure."""
    return _law(country).not_booked


def diversions(country: str) -> tuple[Diversion, ...]:
    """Ways beside prosecution."""
    return _law(country).diversions


def consequences(country: str, offence: str) -> tuple[Consequence, ...]:
    """The register entries that a conviction of this offence (a row id) leaves, each with its source and confidence."""
    return tuple(row for row in _law(country).consequences if row.offence in {None, offence})


def earliest_removal(entry: Consequence, *, since: date) -> date | Unsourced:
    """The first day on which an entry may leave its register."""
    if not entry.is_sourced:
        return Unsourced("", f"The row {entry.id} is not confirmed; look the law up.", entry.id, entry.source)
    return years_after(since, entry.at_least_years)


def preservation_until(country: str, *, since: datetime, zone: str = "UTC") -> tuple[Preservation, date] | Unsourced:
    """The rule in force on the day of `since`, and the last day that the preserver must keep the contents."""
    rule = _settled(country, _law(country).preservation, since, what="preservation")
    if isinstance(rule, Unsourced):
        return rule
    begins = day_of(since, zone)
    return rule, years_after(begins, rule.years) if rule.years else begins + timedelta(days=rule.days or 0)


def years_after(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes 28 February, so that no clock runs longer than the law allows."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _law(country: str) -> CountryLaw:
    return laws().get(country) or CountryLaw(country=country)


def _settled(country: str, rows: Iterable[R], at: datetime, *, what: str) -> R | Unsourced:
    """The one row that holds on every calendar day that `at` can mean in the country."""
    zone = zone_of(country)
    days = (day_of(at, zone),) * 2 if zone else days_anywhere(at)
    held = [row for row in rows if row.holds_on(days[0]) or row.holds_on(days[1])]
    if not held:
        return Unsourced(country, f"No {what} stands in the tables for {country} on {days[0].isoformat()}.")
    if len(held) > 1:
        return Unsourced(country, f"More than one row of {what} can hold for {country} on {days[0].isoformat()}.", held[0].id)
    return held[0] if held[0].is_sourced else _not_settled(country, held[0], what=what)


def _not_settled(country: str, row: Row, *, what: str) -> Unsourced:
    why = "is not confirmed" if row.source.strip() else "has no source"
    return Unsourced(country, f"The {what} of {country} (row {row.id}) {why}; it decides nothing.", row.id, row.source)
