from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.kernels.law.rules import age_on, lane_for
from varde.kernels.law.types import Disposition, Lane, NeighbourFact, Proposed, SuspectFacts

SPRING = datetime(2015, 4, 1, 12, tzinfo=UTC)
AUTUMN = datetime(2015, 10, 1, 12, tzinfo=UTC)
GROWN = SuspectFacts(country="DK", birth_date=date(1996, 1, 1), acts=(SPRING, AUTUMN))
CHILD = replace(GROWN, birth_date=date(2001, 1, 1))
BETWEEN = replace(GROWN, birth_date=date(2000, 7, 1))
COUPLE = NeighbourFact(row="dk-couple-15-17", covers_all_acts=True, found_by="Cato, from both interviews")


def test_at_or_above_the_line_at_every_act_is_procedure() -> None:
    proposed = lane_for(GROWN)
    assert proposed.lane is Lane.PROCEDURE
    assert proposed.counting_acts == (0, 1)
    assert not proposed.needs_second_person
    assert _rows(proposed) == {"", "dk-age-15", "dk-s235-1"}


def test_below_the_line_at_every_act_is_protection() -> None:
    proposed = lane_for(CHILD)
    assert proposed.lane is Lane.BELOW_AGE_LINE
    assert proposed.counting_acts == ()
    assert proposed.may_end_as == (Disposition.BELOW_AGE,)


def test_acts_on_both_sides_go_to_a_person_with_what_counts() -> None:
    proposed = lane_for(BETWEEN)
    assert proposed.lane is Lane.NEEDS_FACTS
    assert proposed.needs_second_person
    assert proposed.counting_acts == (1,)
    assert "1 act on 2015-04-01 below the line" in proposed.reasons[0].text
    assert "1 act on 2015-10-01 at or above the line" in proposed.reasons[1].text


def test_one_minute_to_midnight_decides() -> None:
    birth = date(2000, 4, 2)
    last_minute = datetime(2015, 4, 1, 21, 59, tzinfo=UTC)  # 23:59 in Copenhagen
    assert lane_for(replace(GROWN, birth_date=birth, acts=(last_minute,))).lane is Lane.BELOW_AGE_LINE
    assert lane_for(replace(GROWN, birth_date=birth, acts=(last_minute + timedelta(minutes=1),))).lane is Lane.PROCEDURE


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (replace(GROWN, birth_date=None), "birth date is not known"),
        (replace(GROWN, country=None), "country is not known"),
        (replace(GROWN, country="US"), "not confirmed"),
        (replace(GROWN, country="GL"), "not confirmed"),
        (replace(GROWN, country="XX"), "No age line"),
        (replace(GROWN, acts=()), "No act is known"),
        (replace(GROWN, birth_date=date(2016, 1, 1)), "cannot be right"),
        (replace(GROWN, birth_date=date(1890, 1, 1)), "cannot be right"),
    ],
)
def test_what_is_not_known_waits_for_a_person(facts: SuspectFacts, told: str) -> None:
    proposed = lane_for(facts)
    assert proposed.lane is Lane.NEEDS_FACTS
    assert told in proposed.reasons[0].text
    assert proposed.reasons[-1].text == "Possibly below the age line; a person must decide."


def test_all_that_is_missing_is_said_at_once() -> None:
    texts = [reason.text for reason in lane_for(replace(GROWN, country=None, birth_date=None)).reasons]
    assert len(texts) == 3


def test_one_act_of_unsettled_law_stops_the_whole() -> None:
    proposed = lane_for(replace(GROWN, acts=(datetime(2011, 6, 1, tzinfo=UTC), SPRING)))
    assert proposed.lane is Lane.NEEDS_FACTS
    assert _rows(proposed) == {"", "dk-age-14"}


@pytest.mark.parametrize("facts", [GROWN, CHILD, BETWEEN, replace(GROWN, country=None), replace(GROWN, birth_date=None, acts=())])
def test_a_depicted_child_is_protected_before_all_else(facts: SuspectFacts) -> None:
    proposed = lane_for(replace(facts, is_depicted=True, neighbour=COUPLE, is_minor_conduct=True))
    assert proposed.lane is Lane.DEPICTED_CHILD
    assert proposed.may_end_as == (Disposition.DEPICTED_CHILD_PROTECTION,)


def test_a_depicted_child_with_acts_above_the_line_asks_a_second_person() -> None:
    assert lane_for(replace(GROWN, is_depicted=True)).needs_second_person
    assert not lane_for(replace(CHILD, is_depicted=True)).needs_second_person


def test_a_couple_may_be_not_criminal_here_if_two_people_say_so() -> None:
    proposed = lane_for(replace(GROWN, birth_date=date(1999, 1, 1), neighbour=COUPLE))
    assert proposed.lane is Lane.NOT_CRIMINAL_HERE
    assert proposed.needs_second_person
    assert "dk-couple-15-17" in _rows(proposed)


@pytest.mark.parametrize(
    ("birth", "fact"),
    [
        (date(1999, 1, 1), replace(COUPLE, covers_all_acts=False)),
        (date(1999, 1, 1), replace(COUPLE, row="no-such-row")),
        (date(1996, 1, 1), COUPLE),
        (date(1997, 7, 1), COUPLE),  # eighteen at the second act
    ],
)
def test_a_couple_that_does_not_carry_stays_procedure_and_says_why(birth: date, fact: NeighbourFact) -> None:
    proposed = lane_for(replace(GROWN, birth_date=birth, neighbour=fact))
    assert proposed.lane is Lane.PROCEDURE
    assert any("does not carry" in reason.text for reason in proposed.reasons)


def test_a_couple_below_the_line_is_protection_all_the_same() -> None:
    assert lane_for(replace(CHILD, neighbour=COUPLE)).lane is Lane.BELOW_AGE_LINE


def test_a_minor_is_told_apart_even_where_the_rule_is_unconfirmed() -> None:
    (reason,) = (
        reason for reason in lane_for(replace(GROWN, birth_date=date(1999, 1, 1))).reasons if reason.row == "dk-under-18"
    )
    assert "guardian" in reason.text
    assert "dk-under-18" not in _rows(lane_for(GROWN))


def test_koreas_two_reasons_for_not_booking() -> None:
    pupil = SuspectFacts(country="KR", birth_date=date(2001, 5, 1), acts=(datetime(2014, 3, 1, tzinfo=UTC),))
    older = replace(pupil, birth_date=date(1999, 5, 1), is_minor_conduct=True)
    assert lane_for(pupil).may_end_as == (Disposition.BELOW_AGE,)
    proposed = lane_for(older)
    assert proposed.lane is Lane.PROCEDURE
    assert proposed.may_end_as == (Disposition.NOT_BOOKED_MINOR_CONDUCT,)
    assert {"kr-minor-conduct", "kr-under-19"} <= _rows(proposed)


def test_minor_conduct_ends_nothing_where_the_tables_know_no_such_reason() -> None:
    assert lane_for(replace(GROWN, is_minor_conduct=True)).may_end_as == ()


@pytest.mark.parametrize(("birth_year", "lane"), [(2003, Lane.BELOW_AGE_LINE), (2000, Lane.NEEDS_FACTS), (1998, Lane.PROCEDURE)])
def test_a_lower_line_for_listed_offences_asks_a_person(birth_year: int, lane: Lane) -> None:
    facts = SuspectFacts(country="AM", birth_date=date(birth_year, 1, 1), acts=(SPRING,))
    assert lane_for(facts).lane is lane


def test_without_a_zone_a_birthday_on_that_day_asks_a_person() -> None:
    midnight = datetime(2015, 4, 2, 0, 30, tzinfo=UTC)
    spain = SuspectFacts(country="ES", birth_date=date(2001, 4, 2), acts=(midnight,))
    assert lane_for(spain).lane is Lane.NEEDS_FACTS
    assert lane_for(replace(spain, zone="Europe/Madrid")).lane is Lane.PROCEDURE


@given(birth=st.dates(date(1980, 1, 1), date(2010, 1, 1)), after=st.lists(st.integers(0, 1500), min_size=1, max_size=8))
def test_nobody_below_the_line_at_any_act_is_sent_to_procedure(birth: date, after: list[int]) -> None:
    acts = tuple(datetime(2013, 1, 1, 22, 30, tzinfo=UTC) + timedelta(days=days) for days in after)
    ages = [age_on(birth, at, "Europe/Copenhagen") for at in acts]
    proposed = lane_for(SuspectFacts(country="DK", birth_date=birth, acts=acts))
    expected = Lane.PROCEDURE if min(ages) >= 15 else Lane.BELOW_AGE_LINE if max(ages) < 15 else Lane.NEEDS_FACTS
    assert proposed.lane is expected
    assert proposed.counting_acts == tuple(place for place, age in enumerate(ages) if age >= 15)


@given(
    country=st.sampled_from(["DK", "KR", "US", "GL", "AM", "XX", None]),
    birth=st.none() | st.dates(date(1900, 1, 1), date(2020, 1, 1)),
    depicted=st.booleans(),
)
def test_every_proposal_can_be_read_aloud(country: str | None, birth: date | None, *, depicted: bool) -> None:
    proposed = lane_for(SuspectFacts(country=country, birth_date=birth, acts=(SPRING,), is_depicted=depicted))
    assert proposed.reasons
    for reason in proposed.reasons:
        assert reason.text[0].isupper() or reason.text[0].isdigit()
        assert reason.text.endswith(".")
        assert not reason.row or reason.row in str(reason)


def _rows(proposed: Proposed) -> set[str]:
    return {reason.row for reason in proposed.reasons}
