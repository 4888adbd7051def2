"""How old somebody was on the day of the act, where the act happened."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from varde.kernels.law.errors import BornAfterTheAct, MomentWithoutZone, ZoneUnknown

# The widest offsets in civil use: a moment falls on at most two calendar days on earth.
_EARLIEST, _LATEST = timedelta(hours=-12), timedelta(hours=14)


def day_of(at: datetime, zone: str) -> date:
    """The calendar day of a moment in a time zone."""
    if at.tzinfo is None or at.utcoffset() is None:
        raise MomentWithoutZone
    return at.astimezone(_zone(zone)).date()


def age_on(birth: date, at: datetime, zone: str) -> int:
    """Whole years lived on the day of `at` in `zone`; the birthday itself counts.

    Someone born on 29 February grows a year older on 1 March in a common year: the year of life is full only when
    28 February has passed, and in doubt the younger age, which protects, is the right one.
    """
    return age_on_day(birth, day_of(at, zone))


def age_on_day(birth: date, day: date) -> int:
    """Whole years lived on a calendar day."""
    if day < birth:
        raise BornAfterTheAct
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def days_anywhere(at: datetime) -> tuple[date, date]:
    """The earliest and latest calendar day that a moment can fall on, where the zone is not known."""
    if at.tzinfo is None or at.utcoffset() is None:
        raise MomentWithoutZone
    in_utc = at.astimezone(ZoneInfo("UTC")).replace(tzinfo=None)
    return (in_utc + _EARLIEST).date(), (in_utc + _LATEST).date()


@cache
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ZoneUnknown(name[:40]) from error
