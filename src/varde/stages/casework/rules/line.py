"""Age at each act, in the time zone of the country whose law is asked, against that country's line."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from varde.kernels import places
from varde.kernels.law import rules as law
from varde.kernels.law.ages import age_on
from varde.kernels.law.errors import BornAfterTheAct
from varde.kernels.law.rows import AgeLine
from varde.kernels.law.types import Unsourced
from varde.kernels.places.errors import NoSuchDistrict

NO_ZONE = "UTC"


@lru_cache(maxsize=64)
def zone_of(country: str | None) -> str:
    """The country's time zone; UTC where the country is not known, has several, or has no table."""
    return (law.zone_of(country) if country else None) or NO_ZONE


def local_time(at: datetime, *, country: str | None) -> datetime:
    """The moment as clocks showed it in the country."""
    return at.astimezone(ZoneInfo(zone_of(country)))


def local_day(at: datetime, *, country: str | None) -> date:
    """The day of the moment in the country."""
    return local_time(at, country=country).date()


def age_at(birth: date | None, at: datetime, *, country: str | None) -> int | None:
    """Whole years on the local day of the act; None where the birth date is not known or lies after the act."""
    if birth is None:
        return None
    try:
        return age_on(birth, at, zone_of(country))
    except BornAfterTheAct:
        return None


def jurisdiction_of(country: str | None, *, district: str | None) -> str | None:
    """Whose law is asked: the district's own where a part of the country has its own criminal code, as Greenland has."""
    try:
        return places.district_named(district).jurisdiction if district else country
    except NoSuchDistrict:
        return country


def line_at(country: str | None, at: datetime) -> AgeLine | Unsourced | None:
    """The row of the law that draws the line; Unsourced where none is confirmed, None where the country is not known."""
    return _line_on(country, at.astimezone(UTC).date()) if country else None


@lru_cache(maxsize=4096)
def _line_on(country: str, day: date) -> AgeLine | Unsourced:
    return law.line_for(country, datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def is_below_line(birth: date | None, at: datetime, *, country: str | None, jurisdiction: str | None = None) -> bool | None:
    """Whether the person was below the line at this act; None where age or line is not known.

    The day is the country's; the line is the jurisdiction's, where it is another than the country.
    """
    age, line = age_at(birth, at, country=country), line_at(jurisdiction or country, at)
    return age < line.age if age is not None and isinstance(line, AgeLine) else None
