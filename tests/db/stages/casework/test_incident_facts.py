from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from cast import CATO, LIV, SUNNIVA
from made_referrals import NOON, OTHER_BUNDLE, account, act, file, take_in
from varde.keeps.ledger import face as ledger
from varde.keeps.parties.errors import NotAllowed
from varde.kernels.terms.ids import IncidentId
from varde.stages.casework import face as casework

pytestmark = pytest.mark.django_db
Only = Callable[[], IncidentId]
RowOf = Callable[[str], casework.SuspectRow]
LATER = NOON + timedelta(days=500)


def test_waves_go_by_each_suspects_first_act(the_incident: Only, row_of: RowOf) -> None:
    take_in("anna", act("m1"), act("m2", at=LATER))
    take_in("bent", act("m3", at=LATER))
    casework.set_wave_cuts(the_incident(), cuts=[NOON + timedelta(days=30)], by=LIV)
    casework.set_publicity(the_incident(), at=LATER - timedelta(days=1), by=LIV)
    waves = casework.waves(the_incident(), by=LIV)
    assert [(wave.wave, wave.suspects, wave.after_publicity) for wave in waves] == [(1, 1, 0), (2, 1, 1)]
    assert (row_of("anna").wave, row_of("bent").wave) == (1, 2)
    only = casework.SuspectFilter(wave=2)
    assert [row.label for row in casework.suspects(the_incident(), by=LIV, only=only).rows] == ["Bent Testesen"]


def test_only_the_lead_cuts_waves(the_incident: Only) -> None:
    take_in("anna", act("m1"))
    with pytest.raises(NotAllowed):
        casework.set_wave_cuts(the_incident(), cuts=[NOON], by=CATO)
    with pytest.raises(NotAllowed):
        casework.set_publicity(the_incident(), at=NOON, by=CATO)


def test_cutting_twice_is_once(the_incident: Only) -> None:
    take_in("anna", act("m1"))
    for _ in range(2):
        casework.set_wave_cuts(the_incident(), cuts=[LATER, NOON, LATER], by=LIV)
    (entry,) = ledger.entries((ledger.Kind.WAVES_CUT,))
    assert len(entry.facts["cuts"]) == 2


def test_a_register_weighs_more_than_what_the_account_states(the_incident: Only, row_of: RowOf) -> None:
    take_in(account("anna", birth_date=None), act("m1"))
    one = casework.suspect(the_incident(), person=row_of("anna").person, by=CATO).accounts[0]
    casework.state_fact(one.id, field=casework.Field.BIRTH_DATE, value="1998-01-01", register="population register", by=CATO)
    take_in(account("anna", birth_date=date(2004, 1, 1)), act("m2"))
    assert (row_of("anna").age_at_first_act, row_of("anna").lane_proposed) == (18, "procedure")


def test_the_registers_name_stands_in_the_case_and_not_in_the_ledger(the_incident: Only, row_of: RowOf) -> None:
    take_in("anna", act("m1"))
    person = row_of("anna").person
    one = casework.suspect(the_incident(), person=person, by=CATO).accounts[0]
    casework.state_fact(one.id, field=casework.Field.SEX, value="female", register="told by Dorthe", by=CATO)
    (entry,) = ledger.entries((ledger.Kind.FACT_STATED,))
    assert entry.facts == {"account": str(one.id), "field": "sex", "source": "register"}
    stated = casework.suspect(the_incident(), person=person, by=CATO).accounts[0].statements
    assert "register:told by Dorthe" in {each.source for each in stated}


def test_a_fact_that_cannot_be_read_or_is_not_yours_is_refused(the_incident: Only, row_of: RowOf) -> None:
    take_in("anna", act("m1"))
    one = casework.suspect(the_incident(), person=row_of("anna").person, by=CATO).accounts[0]
    wish = {"field": casework.Field.BIRTH_DATE, "register": "population register"}
    with pytest.raises(casework.FactUnreadable):
        casework.state_fact(one.id, value="spring", **wish, by=CATO)  # type: ignore[arg-type]
    with pytest.raises(casework.NotYourCase):
        casework.state_fact(one.id, value="1999-01-01", **wish, by=SUNNIVA)  # type: ignore[arg-type]


def test_two_incidents_become_one_with_its_items_and_suspects(row_of: RowOf) -> None:
    take_in("anna", act("m1"))
    take_in("anna", act("m2", item="again"), files=(file("again", of="clip"),), bundle_id=OTHER_BUNDLE)
    take_in("bent", act("m3", item="picture"), bundle_id=OTHER_BUNDLE)
    second, first = casework.incidents(by=LIV)
    casework.join_incidents(second.id, into=first.id, by=LIV)
    take_in("carl", act("m4"), bundle_id=OTHER_BUNDLE)
    (only,) = casework.incidents(by=LIV)
    assert (only.id, only.suspects, only.acts) == (first.id, 3, 4)
    assert [(item.acts, item.copies) for item in casework.items(only.id, by=LIV)] == [(3, 2), (1, 1)]
    assert row_of("anna").acts == 2


def test_joining_is_for_the_lead_and_needs_two(the_incident: Only) -> None:
    take_in("anna", act("m1"))
    with pytest.raises(NotAllowed):
        casework.join_incidents(the_incident(), into=the_incident(), by=CATO)
    with pytest.raises(casework.SameIncident):
        casework.join_incidents(the_incident(), into=the_incident(), by=LIV)
