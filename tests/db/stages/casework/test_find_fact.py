from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from cast import CATO, LIV, SUNNIVA, UNA
from made_referrals import OTHER_BUNDLE, account, act, take_in
from varde.keeps.ledger import face as ledger
from varde.kernels.law.types import Disposition, Lane
from varde.kernels.terms.ids import IncidentId
from varde.kernels.wire.letters import PlaceClaim
from varde.stages.casework import face as casework

pytestmark = pytest.mark.django_db
Only = Callable[[], IncidentId]
RowOf = Callable[[str], casework.SuspectRow]
COUPLE = "dk-couple-15-17"
SIXTEEN = date(2000, 1, 1)


def a_couple() -> None:
    take_in(account("anna", birth_date=SIXTEEN), act("m1", to=("bent",)))
    take_in(account("bent", birth_date=SIXTEEN), act("m2", to=("anna",)))


def find(incident: IncidentId, row: casework.SuspectRow, *, ground: str = "both said so") -> None:
    casework.find_fact(incident, person=row.person, row=COUPLE, reason=ground, covers_all_acts=True, by=CATO)


def test_a_couple_of_sixteen_is_proposed_as_not_criminal_here(the_incident: Only, row_of: RowOf) -> None:
    a_couple()
    for name in ("anna", "bent"):
        find(the_incident(), row_of(name))
        assert row_of(name).lane_proposed == Lane.NOT_CRIMINAL_HERE
    said = " ".join(reason.sentence for reason in row_of("anna").lane_reasons)
    assert "they are a couple and share between themselves only" in said
    assert "Found by cato (both said so), for all acts." in said
    made = casework.decide_lane(the_incident(), person=row_of("anna").person, lane=Lane.NOT_CRIMINAL_HERE, by=CATO)
    assert made.in_force_at is None
    casework.confirm_decision(made.id, by=UNA)
    known = casework.suspect(the_incident(), person=row_of("anna").person, by=CATO)
    assert known.dispositions[0] is Disposition.NOT_CRIMINAL_HERE


def test_a_korean_pupil_s_minor_conduct_may_end_unbooked(the_incident: Only, row_of: RowOf) -> None:
    where = (PlaceClaim(country="KR", method="declared_address", confidence_percent=90, detail="stated"),)
    pupil = account("mina", birth_date=date(1999, 5, 1), address=None)
    take_in(pupil, act("m1", at=datetime(2014, 3, 1, tzinfo=UTC)), places=where)
    person = row_of("mina").person
    casework.find_fact(the_incident(), person=person, row="kr-minor-conduct", reason="one message to one friend", by=LIV)
    casework.decide_lane(the_incident(), person=person, lane=Lane.PROCEDURE, by=LIV)
    assert casework.suspect(the_incident(), person=person, by=LIV).dispositions[0] is Disposition.NOT_BOOKED_MINOR_CONDUCT


def test_a_finding_that_is_taken_back_no_longer_counts(the_incident: Only, row_of: RowOf) -> None:
    a_couple()
    find(the_incident(), row_of("anna"))
    for _ in range(2):
        casework.take_back_fact(the_incident(), person=row_of("anna").person, row=COUPLE, by=CATO)
    assert row_of("anna").lane_proposed == Lane.PROCEDURE
    assert [entry.facts["taken_back"] for entry in ledger.entries((ledger.Kind.FACT_FOUND,))] == [False, True]


def test_an_act_that_comes_later_is_not_covered(the_incident: Only, row_of: RowOf) -> None:
    a_couple()
    find(the_incident(), row_of("anna"))
    take_in(account("anna", birth_date=SIXTEEN), act("m3", to=("carl",)))
    assert row_of("anna").lane_proposed == Lane.PROCEDURE
    assert any("does not carry: it does not cover all acts" in reason.sentence for reason in row_of("anna").lane_reasons)


def test_two_matters_that_become_one_keep_the_finding_but_not_its_reach(row_of: RowOf) -> None:
    a_couple()
    take_in(account("anna", birth_date=SIXTEEN), act("m4", item="other"), bundle_id=OTHER_BUNDLE)
    first, second = sorted(casework.incidents(by=LIV), key=lambda line: line.number)
    for line in (first, second):
        (row,) = casework.suspects(line.id, by=LIV, only=casework.SuspectFilter(text="anna")).rows
        find(line.id, row)
    casework.join_incidents(second.id, into=first.id, by=LIV)
    (finding,) = casework.suspect(first.id, person=row_of("anna").person, by=CATO).findings
    assert (finding.is_outgrown, row_of("anna").lane_proposed) == (True, Lane.PROCEDURE)


def test_another_district_may_not_find_anything(the_incident: Only, row_of: RowOf) -> None:
    a_couple()
    with pytest.raises(casework.NotYourCase):
        casework.find_fact(the_incident(), person=row_of("anna").person, row=COUPLE, reason="heard so", by=SUNNIVA)
    with pytest.raises(casework.NotYourCase):
        casework.take_back_fact(the_incident(), person=row_of("anna").person, row=COUPLE, by=SUNNIVA)


def test_a_finding_needs_a_ground_and_a_row_of_the_country_s_law(the_incident: Only, row_of: RowOf) -> None:
    a_couple()
    with pytest.raises(casework.GroundNeeded):
        find(the_incident(), row_of("anna"), ground=" ")
    with pytest.raises(casework.FindingUnknown):
        casework.find_fact(the_incident(), person=row_of("anna").person, row="kr-minor-conduct", reason="minor", by=CATO)


def test_finding_twice_is_once_and_the_ledger_holds_codes_only(the_incident: Only, row_of: RowOf) -> None:
    a_couple()
    for _ in range(2):
        find(the_incident(), row_of("anna"))
    (entry,) = ledger.entries((ledger.Kind.FACT_FOUND,), about=row_of("anna").person)
    assert (entry.facts["finding"], entry.facts["row"]) == ("lawful_neighbour", COUPLE)
    assert "both said so" not in str(entry.facts)
