from __future__ import annotations

from collections.abc import Callable

import pytest

from cast import CATO, LIV, SUNNIVA
from made_referrals import account, act, take_in
from varde.keeps.ledger import face as ledger
from varde.keeps.parties.errors import NotAllowed
from varde.kernels.terms.ids import IncidentId
from varde.stages.casework import face as casework

pytestmark = pytest.mark.django_db
Only = Callable[[], IncidentId]
RowOf = Callable[[str], casework.SuspectRow]
SOUTH = SUNNIVA.district or ""


def test_the_lead_gives_a_case_to_another_district(the_incident: Only, row_of: RowOf) -> None:
    take_in("anna", act("m1"))
    casework.assign(the_incident(), person=row_of("anna").person, to=SOUTH, by=LIV)
    assert casework.suspect(the_incident(), person=row_of("anna").person, by=SUNNIVA).row.district_assigned
    with pytest.raises(casework.NotYourCase):
        casework.suspect(the_incident(), person=row_of("anna").person, by=CATO)


def test_a_residence_stated_later_does_not_take_it_back(the_incident: Only, row_of: RowOf) -> None:
    take_in(account("anna", address=None), act("m1"))
    casework.assign(the_incident(), person=row_of("anna").person, to=SOUTH, by=LIV)
    take_in("anna", act("m2"))
    assert row_of("anna").district == SOUTH


def test_an_officer_may_not_assign(the_incident: Only, row_of: RowOf) -> None:
    take_in("anna", act("m1"))
    with pytest.raises(NotAllowed):
        casework.assign(the_incident(), person=row_of("anna").person, to=SOUTH, by=CATO)


def test_an_unknown_district_is_refused(the_incident: Only, row_of: RowOf) -> None:
    take_in("anna", act("m1"))
    with pytest.raises(casework.DistrictUnknown):
        casework.assign(the_incident(), person=row_of("anna").person, to="dk-atlantis", by=LIV)


def test_assigning_twice_is_once_and_the_ledger_says_from_where_to_where(the_incident: Only, row_of: RowOf) -> None:
    take_in("anna", act("m1"))
    person = row_of("anna").person
    for _ in range(2):
        casework.assign(the_incident(), person=person, to=SOUTH, by=LIV)
    (entry,) = ledger.entries((ledger.Kind.CASE_ASSIGNED,), about=person)
    assert (entry.facts["from"], entry.facts["to"]) == (CATO.district, SOUTH)
    assert list(ledger.entries((ledger.Kind.PERSON_KNOWN,), about=person))[-1].facts["district"] == SOUTH
