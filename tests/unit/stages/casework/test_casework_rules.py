from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from varde.kernels.law.types import Disposition, Lane
from varde.kernels.terms.people import Sex
from varde.stages.casework.errors import FactUnreadable
from varde.stages.casework.rules import decisions, waves
from varde.stages.casework.rules.conduct import Conduct, derive
from varde.stages.casework.rules.depicted import by_first_sender, by_mark_of_the_file
from varde.stages.casework.rules.line import age_at, is_below_line, local_day
from varde.stages.casework.rules.statements import Fact, checked, person_facts
from varde.stages.casework.types import Field

NOON = datetime(2016, 5, 10, 12, tzinfo=UTC)


def fact(field: Field, value: str, *, source: str = "tip:1", verified: bool = False, at: datetime = NOON) -> Fact:
    return Fact(field, value, verified, source, at)


def conduct(*facts: Fact, acts: tuple[datetime, ...] = (NOON,), is_depicted: bool = False, located: str | None = None) -> Conduct:
    return Conduct(
        facts=facts, otherwise="anna-1", located_in=located, accounts=1, sent_at=acts, recipients=1, is_depicted=is_depicted
    )


def test_where_birth_dates_differ_the_younger_one_counts_until_a_register_says() -> None:
    stated = [fact(Field.BIRTH_DATE, "1999-01-01"), fact(Field.BIRTH_DATE, "2003-01-01", source="tip:2")]
    assert person_facts(stated, otherwise="?").birth_date == date(2003, 1, 1)
    assert person_facts(stated, otherwise="?").contradicted == {Field.BIRTH_DATE}
    register = fact(Field.BIRTH_DATE, "1998-01-01", source="register:population")
    assert person_facts([*stated, register], otherwise="?").birth_date == date(1998, 1, 1)


def test_unknown_sex_is_no_contradiction() -> None:
    found = person_facts([fact(Field.SEX, "unknown"), fact(Field.SEX, "male", source="tip:2")], otherwise="?")
    assert (found.sex, found.contradicted) == (Sex.MALE, frozenset())


def test_the_label_is_a_name_then_a_screen_name_then_the_account() -> None:
    named = [fact(Field.SCREEN_NAME, "nordlys"), fact(Field.FIRST_NAME, "Anna"), fact(Field.LAST_NAME, "Test")]
    assert [person_facts(some, otherwise="a-1").label for some in (named, named[:1], [])] == ["Anna Test", "nordlys", "a-1"]


def test_a_later_address_replaces_an_earlier_one_but_country_and_postcode_stay_together() -> None:
    later = NOON + timedelta(days=1)
    stated = [fact(Field.POSTCODE, "DK 3000"), fact(Field.POSTCODE, "SE 21120", at=later, source="tip:2")]
    found = person_facts(stated, otherwise="?")
    assert (found.country, found.postcode) == ("SE", "21120")


@pytest.mark.parametrize(("field", "value"), [(Field.BIRTH_DATE, "spring"), (Field.SEX, "?"), (Field.CITY, "  ")])
def test_an_unreadable_fact_is_refused(field: Field, value: str) -> None:
    with pytest.raises(FactUnreadable):
        checked(field, value)


def test_the_day_is_that_of_the_country() -> None:
    half_past_ten_at_night = NOON.replace(hour=22, minute=30)
    assert local_day(half_past_ten_at_night, country="DK") == date(2016, 5, 11)
    assert age_at(date(2001, 5, 11), half_past_ten_at_night, country="DK") == 15
    assert age_at(date(2001, 5, 11), half_past_ten_at_night, country=None) == 14


def test_the_line_is_not_known_without_country_or_birth_date() -> None:
    assert is_below_line(None, NOON, country="DK") is None
    assert is_below_line(date(2003, 1, 1), NOON, country=None) is None
    assert is_below_line(date(2003, 1, 1), NOON, country="DK") is True


def test_a_birth_date_after_the_act_gives_no_age_and_needs_facts() -> None:
    found = derive(conduct(fact(Field.BIRTH_DATE, "2020-01-01"), fact(Field.POSTCODE, "DK 3000")))
    assert (found.age_at_first_act, found.below_line_acts, found.proposed.lane) == (None, None, Lane.NEEDS_FACTS)


def test_each_act_has_its_own_age() -> None:
    acts = (NOON - timedelta(days=365), NOON + timedelta(days=365))
    found = derive(conduct(fact(Field.BIRTH_DATE, "2001-05-10"), fact(Field.POSTCODE, "DK 3000"), acts=acts))
    assert (found.age_at_first_act, found.below_line_acts, found.below_line_at_first_act) == (14, 1, True)


def test_a_depicted_child_is_protected_whatever_the_age() -> None:
    found = derive(conduct(fact(Field.BIRTH_DATE, "1990-01-01"), is_depicted=True, located="DK"))
    assert (found.proposed.lane, found.country) == (Lane.DEPICTED_CHILD, "DK")


def test_what_the_ledger_is_told_holds_no_particulars() -> None:
    facts = (fact(Field.FIRST_NAME, "Anna"), fact(Field.BIRTH_DATE, "2001-05-10"), fact(Field.POSTCODE, "DK 3000"))
    told = str(derive(conduct(*facts)).for_ledger())
    assert not any(word in told for word in ("Anna", "2001", "3000"))


def test_waves_begin_at_their_cut() -> None:
    cuts = waves.ordered([NOON + timedelta(days=9), NOON, NOON])
    assert len(cuts) == 2
    assert [waves.wave_of(NOON + timedelta(days=days), cuts=cuts) for days in (-1, 0, 8, 9)] == [1, 2, 2, 3]


def test_leaving_protection_or_missing_facts_asks_for_a_second_person() -> None:
    assert decisions.second_for_lane(Lane.PROCEDURE, proposed=Lane.BELOW_AGE_LINE, law_asks=False)
    assert decisions.second_for_lane(Lane.PROCEDURE, proposed=Lane.NEEDS_FACTS, law_asks=False)
    assert not decisions.second_for_lane(Lane.BELOW_AGE_LINE, proposed=Lane.BELOW_AGE_LINE, law_asks=False)


@pytest.mark.parametrize("lane", [Lane.BELOW_AGE_LINE, Lane.DEPICTED_CHILD, Lane.NOT_CRIMINAL_HERE, Lane.NEEDS_FACTS, None])
def test_nothing_against_somebody_fits_outside_procedure(lane: Lane | None) -> None:
    assert not any(decisions.fits(each, lane=lane) for each in decisions.AGAINST_SOMEBODY)


def test_every_disposition_has_a_code_for_the_way_back() -> None:
    assert {decisions.outcome_code(each) for each in Disposition}
    assert {decisions.outcome_code(each).value for each in (Disposition.BELOW_AGE, Disposition.DEPICTED_CHILD_PROTECTION)} == {
        "closed_other"
    }


def test_a_child_who_sent_first_is_proposed_as_depicted_and_an_adult_is_not() -> None:
    assert by_first_sender(13, is_first=True)
    assert not by_first_sender(18, is_first=True)
    assert not by_first_sender(None, is_first=True)
    assert not by_first_sender(13, is_first=False)


@pytest.mark.parametrize(
    ("age", "is_first", "proposed"),
    [(13, False, True), (17, True, True), (18, True, False), (None, True, True), (None, False, False)],
)
def test_a_child_who_sent_a_file_marked_as_filmed_by_the_child_is_proposed(
    age: int | None, is_first: bool, proposed: bool
) -> None:
    assert bool(by_mark_of_the_file(age, is_marked=True, is_first=is_first)) is proposed
    assert not by_mark_of_the_file(age, is_marked=False, is_first=is_first)


def test_greenland_s_line_is_its_own_and_denmark_s_is_not_put_in_its_place() -> None:
    facts = (fact(Field.BIRTH_DATE, "2003-01-01"), fact(Field.POSTCODE, "DK 3900"))
    found = derive(conduct(*facts))
    assert (found.country, found.age_at_first_act, found.proposed.lane) == ("DK", 13, Lane.NEEDS_FACTS)
    assert (found.below_line_acts, found.below_line_at_first_act) == (None, None)


def test_only_what_fits_the_lane_is_offered_and_what_the_rules_propose_comes_first() -> None:
    minor = Disposition.NOT_BOOKED_MINOR_CONDUCT
    assert set(decisions.offered(lane=None, may_end_as=[Disposition.BELOW_AGE])) == decisions.ANY_LANE
    assert decisions.offered(lane=Lane.BELOW_AGE_LINE, may_end_as=[Disposition.BELOW_AGE])[0] is Disposition.BELOW_AGE
    assert minor not in decisions.offered(lane=Lane.PROCEDURE, may_end_as=[])
    assert decisions.offered(lane=Lane.PROCEDURE, may_end_as=[minor])[0] is minor
