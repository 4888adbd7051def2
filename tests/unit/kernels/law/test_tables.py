from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from varde.kernels.law import rules
from varde.kernels.law.rows import AgeLine, JuvenileLaw, Offence
from varde.kernels.law.tables import years_after
from varde.kernels.law.types import Conduct, Disposition, Unsourced

OPERATION = datetime(2015, 5, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(("country", "age"), [("DK", 15), ("KR", 14), ("DE", 14), ("NL", 12), ("GB-SCT", 12), ("BR", 18)])
def test_confirmed_lines(country: str, age: int) -> None:
    line = rules.line_for(country, OPERATION)
    assert isinstance(line, AgeLine)
    assert line.age == age


@pytest.mark.parametrize("country", ["US", "GB", "GL", "FO", "XX", "", "BE", "JP", "AU", "dk"])
def test_what_nobody_confirmed_is_unsourced(country: str) -> None:
    assert isinstance(rules.line_for(country, OPERATION), Unsourced)


def test_denmarks_line_has_a_history() -> None:
    assert isinstance(rules.line_for("DK", datetime(2012, 2, 29, 12, tzinfo=UTC)), Unsourced)
    assert isinstance(rules.line_for("DK", datetime(2012, 2, 29, 23, 30, tzinfo=UTC)), AgeLine), "it is 1 March in Copenhagen"
    assert isinstance(rules.line_for("DK", datetime(2005, 1, 1, tzinfo=UTC)), Unsourced)


def test_a_plan_to_change_the_line_stops_automation_from_then() -> None:
    assert isinstance(rules.line_for("SE", datetime(2025, 12, 31, 12, tzinfo=UTC)), AgeLine)
    assert isinstance(rules.line_for("SE", datetime(2026, 1, 2, tzinfo=UTC)), Unsourced)


def test_where_the_zone_is_unknown_a_change_of_law_is_unsourced_around_midnight() -> None:
    change = rules.preservation_until("US", since=datetime(2024, 5, 7, 3, tzinfo=UTC))
    assert isinstance(change, Unsourced)


def test_the_providers_clock_before_and_after_the_report_act() -> None:
    before = rules.preservation_until("US", since=datetime(2018, 1, 1, 12, tzinfo=UTC))
    after = rules.preservation_until("US", since=datetime(2025, 1, 1, 12, tzinfo=UTC))
    assert not isinstance(before, Unsourced)
    assert not isinstance(after, Unsourced)
    assert (before[1], after[1]) == (date(2018, 4, 1), date(2026, 1, 1))


def test_a_clock_never_runs_longer_than_the_law_allows() -> None:
    assert years_after(date(2024, 2, 29), 1) == date(2025, 2, 28)


def test_no_preservation_law_is_unsourced() -> None:
    assert isinstance(rules.preservation_until("DK", since=OPERATION), Unsourced)


def test_offences_of_the_operations_time() -> None:
    offence = rules.offence_for("DK", Conduct.DISTRIBUTION, OPERATION)
    assert isinstance(offence, Offence)
    assert offence.id == "dk-s235-1"
    assert isinstance(rules.offence_for("DK", Conduct.DISTRIBUTION, datetime(2013, 5, 1, tzinfo=UTC)), Unsourced)
    assert isinstance(rules.offence_for("KR", Conduct.DISTRIBUTION, datetime(2014, 5, 1, tzinfo=UTC)), Unsourced)


def test_juvenile_law() -> None:
    korea = rules.juvenile_law_for("KR", OPERATION)
    assert isinstance(korea, JuvenileLaw)
    assert korea.under_age == 19


def test_korea_knows_two_reasons_for_not_booking() -> None:
    reasons = {row.disposition: row.id for row in rules.not_booked_reasons("KR")}
    assert reasons == {
        Disposition.BELOW_AGE: "kr-below-14",
        Disposition.NOT_BOOKED_MINOR_CONDUCT: "kr-minor-conduct",
    }


def test_what_a_conviction_leaves_and_when_it_may_go() -> None:
    entries = {entry.id: entry for entry in rules.consequences("DK", "dk-s235-1")}
    assert set(entries) == {"dk-criminal-record", "dk-child-certificate-s235"}
    assert rules.earliest_removal(entries["dk-child-certificate-s235"], since=date(2019, 1, 11)) == date(2029, 1, 11)


def test_an_unconfirmed_entry_has_no_removal_date() -> None:
    (unsure,) = (entry for entry in rules.consequences("DK", "dk-s232") if entry.offence)
    assert isinstance(rules.earliest_removal(unsure, since=date(2019, 1, 11)), Unsourced)


def test_diversions_are_listed() -> None:
    assert [row.route for row in rules.diversions("DK")] == ["youth board"]
    assert rules.diversions("XX") == ()
