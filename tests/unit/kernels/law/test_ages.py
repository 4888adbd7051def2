from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.kernels.law.ages import age_on, age_on_day, day_of, days_anywhere
from varde.kernels.law.errors import BornAfterTheAct, MomentWithoutZone, ZoneUnknown

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
ZONES = st.sampled_from(["Europe/Copenhagen", "America/Nuuk", "Asia/Seoul", "Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"])
MOMENTS = st.datetimes(datetime(1971, 1, 1), datetime(2100, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001  st wants naive bounds


def test_the_birthday_itself_counts() -> None:
    birth = date(2000, 6, 15)
    assert age_on(birth, datetime(2015, 6, 14, 12, tzinfo=UTC), "Europe/Copenhagen") == 14
    assert age_on(birth, datetime(2015, 6, 15, 12, tzinfo=UTC), "Europe/Copenhagen") == 15


def test_midnight_is_the_places_midnight() -> None:
    just_before_in_utc = datetime(2015, 6, 14, 23, 30, tzinfo=UTC)
    birth = date(2000, 6, 15)
    assert age_on(birth, just_before_in_utc, "Europe/Copenhagen") == 15
    assert age_on(birth, just_before_in_utc, "America/Nuuk") == 14
    assert age_on(birth, just_before_in_utc, "UTC") == 14


def test_someone_born_on_leap_day_grows_older_on_the_first_of_march() -> None:
    birth = date(2000, 2, 29)
    assert [age_on_day(birth, day) for day in (date(2015, 2, 28), date(2015, 3, 1))] == [14, 15]
    assert [age_on_day(birth, day) for day in (date(2016, 2, 28), date(2016, 2, 29))] == [15, 16]


def test_leap_days_that_the_century_left_out() -> None:
    assert age_on_day(date(1896, 2, 29), date(1900, 2, 28)) == 3
    assert age_on_day(date(1896, 2, 29), date(1900, 3, 1)) == 4
    assert age_on_day(date(2096, 2, 29), date(2100, 2, 28)) == 3


@given(birth=DAYS, day=DAYS)
def test_an_age_is_the_number_of_birthdays_passed(birth: date, day: date) -> None:
    if day < birth:
        with pytest.raises(BornAfterTheAct):
            age_on_day(birth, day)
        return
    assert age_on_day(birth, day) == sum(_birthday(birth, year) <= day for year in range(birth.year + 1, day.year + 1))


@given(birth=DAYS, years=st.integers(0, 90))
def test_a_year_is_gained_on_the_birthday_and_not_before(birth: date, years: int) -> None:
    birthday = _birthday(birth, birth.year + years)
    assert age_on_day(birth, birthday) == years
    if years:
        assert age_on_day(birth, birthday - timedelta(days=1)) == years - 1


@given(at=MOMENTS, zone=ZONES, years=st.integers(0, 60))
def test_the_age_is_reckoned_on_the_local_day(at: datetime, zone: str, years: int) -> None:
    local = at.astimezone(ZoneInfo(zone)).date()
    birth = date(local.year - years, local.month, 28 if (local.month, local.day) == (2, 29) else local.day)
    assert age_on(birth, at, zone) == years


@given(at=MOMENTS, zone=ZONES)
def test_wherever_it_was_the_day_is_one_of_two_or_between(at: datetime, zone: str) -> None:
    first, last = days_anywhere(at)
    assert first <= day_of(at, zone) <= last
    assert last - first <= timedelta(days=2)


@given(at=MOMENTS, zone=ZONES)
def test_the_offset_in_which_a_moment_is_written_changes_nothing(at: datetime, zone: str) -> None:
    assert day_of(at.astimezone(ZoneInfo(zone)), "Asia/Seoul") == day_of(at, "Asia/Seoul")


def test_a_moment_without_a_zone_is_refused() -> None:
    naive = datetime(2015, 6, 15, 12)  # noqa: DTZ001  that is the point
    with pytest.raises(MomentWithoutZone):
        age_on(date(2000, 1, 1), naive, "UTC")
    with pytest.raises(MomentWithoutZone):
        days_anywhere(naive)


@pytest.mark.parametrize("zone", ["Nowhere/Town", "", "../etc/passwd", "/etc/localtime"])
def test_an_unknown_zone_is_refused(zone: str) -> None:
    with pytest.raises(ZoneUnknown):
        age_on(date(2000, 1, 1), datetime(2015, 1, 1, tzinfo=UTC), zone)


def test_a_birth_after_the_act_is_refused_without_naming_it() -> None:
    with pytest.raises(BornAfterTheAct) as refused:
        age_on(date(2016, 1, 1), datetime(2015, 1, 1, tzinfo=UTC), "UTC")
    assert "2016" not in str(refused.value)


def _birthday(birth: date, year: int) -> date:
    try:
        return birth.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
