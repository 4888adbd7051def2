from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from cast import CATO, LIV, SUNNIVA, UNA
from made_referrals import account, act, take_in
from varde.keeps.ledger import face as ledger
from varde.keeps.parties.errors import NotAllowed
from varde.kernels.law.types import Lane
from varde.kernels.terms.ids import IncidentId
from varde.stages.casework import face as casework

pytestmark = pytest.mark.django_db
Only = Callable[[], IncidentId]
RowOf = Callable[[str], casework.SuspectRow]


def a_child() -> None:
    take_in(account("anna", birth_date=date(2003, 1, 1)), act("m1"))


def test_an_officer_decides_what_is_proposed(the_incident: Only, row_of: RowOf) -> None:
    a_child()
    made = casework.decide_lane(the_incident(), person=row_of("anna").person, lane=Lane.BELOW_AGE_LINE, by=CATO)
    assert made.in_force_at is not None
    assert row_of("anna").lane_decided == Lane.BELOW_AGE_LINE


def test_leaving_protection_waits_for_a_second_person(the_incident: Only, row_of: RowOf) -> None:
    a_child()
    wish = {"person": row_of("anna").person, "lane": Lane.PROCEDURE, "reason": "register shows another birth date"}
    made = casework.decide_lane(the_incident(), **wish, by=CATO)  # type: ignore[arg-type]
    assert (made.in_force_at, row_of("anna").lane_decided, row_of("anna").awaiting_second) == (None, None, True)
    casework.confirm_decision(made.id, by=UNA)
    assert (row_of("anna").lane_decided, row_of("anna").awaiting_second) == (Lane.PROCEDURE, False)


def test_nobody_is_their_own_second_person_and_not_everybody_is_one(the_incident: Only, row_of: RowOf) -> None:
    a_child()
    wish = {"person": row_of("anna").person, "lane": Lane.PROCEDURE, "reason": "I think so"}
    made = casework.decide_lane(the_incident(), **wish, by=UNA)  # type: ignore[arg-type]
    with pytest.raises(casework.SamePersonTwice):
        casework.confirm_decision(made.id, by=UNA)
    with pytest.raises(NotAllowed):
        casework.confirm_decision(made.id, by=LIV)


def test_what_was_only_asked_can_be_withdrawn(the_incident: Only, row_of: RowOf) -> None:
    a_child()
    made = casework.decide_lane(the_incident(), person=row_of("anna").person, lane=Lane.PROCEDURE, by=CATO, reason="?")
    casework.withdraw_decision(made.id, by=CATO)
    assert not row_of("anna").awaiting_second
    with pytest.raises(casework.NothingAwaited):
        casework.confirm_decision(made.id, by=UNA)


def test_another_district_may_not_decide(the_incident: Only, row_of: RowOf) -> None:
    a_child()
    with pytest.raises(casework.NotYourCase):
        casework.decide_lane(the_incident(), person=row_of("anna").person, lane=Lane.BELOW_AGE_LINE, by=SUNNIVA)


def test_departing_from_the_proposal_needs_a_reason(the_incident: Only, row_of: RowOf) -> None:
    a_child()
    with pytest.raises(casework.ReasonNeeded):
        casework.decide_lane(the_incident(), person=row_of("anna").person, lane=Lane.NOT_CRIMINAL_HERE, by=CATO, reason=" ")


def test_deciding_twice_is_once_and_the_ledger_holds_codes_only(the_incident: Only, row_of: RowOf) -> None:
    take_in("anna", act("m1"))
    person = row_of("anna").person
    for _ in range(2):
        casework.decide_lane(the_incident(), person=person, lane=Lane.NOT_CRIMINAL_HERE, by=CATO, reason="Anna is her own sister")
    (entry,) = ledger.entries((ledger.Kind.LANE_DECIDED,), about=person)
    assert (entry.facts["value"], entry.facts["proposed"]) == ("not_criminal_here", "procedure")
    assert "sister" not in str(entry.facts)
