from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest

from cast import CATO, LIV, MALLORY, SUNNIVA
from made_referrals import act, take_in
from varde.keeps.ledger import face as ledger
from varde.keeps.parties.errors import NotAllowed
from varde.kernels.terms.ids import IncidentId, PersonId
from varde.stages.casework import face as casework

pytestmark = pytest.mark.django_db
Only = Callable[[], IncidentId]
RowOf = Callable[[str], casework.SuspectRow]


def opened() -> list[tuple[str, str]]:
    return [(entry.by, entry.about) for entry in ledger.entries((ledger.Kind.CASE_OPENED,))]


def test_who_reads_a_case_is_written_down(the_incident: Only, row_of: RowOf) -> None:
    take_in("anna", act("m1"))
    person = row_of("anna").person
    casework.open_case(the_incident(), person=person, by=CATO)
    assert opened() == [("person:cato", str(person))]


def test_another_district_s_officer_opens_nothing(the_incident: Only, row_of: RowOf) -> None:
    take_in("anna", act("m1"))
    for who, refused in ((SUNNIVA, casework.NotYourCase), (MALLORY, NotAllowed)):
        with pytest.raises(refused):
            casework.open_case(the_incident(), person=row_of("anna").person, by=who)
    assert opened() == []


def test_nobody_unknown_is_opened(the_incident: Only) -> None:
    take_in("anna", act("m1"))
    with pytest.raises(casework.SuspectUnknown):
        casework.open_case(the_incident(), person=PersonId(uuid4()), by=LIV)


def test_each_opening_is_an_entry_of_its_own(the_incident: Only, row_of: RowOf) -> None:
    take_in("anna", act("m1"))
    for _ in range(2):
        casework.open_case(the_incident(), person=row_of("anna").person, by=LIV)
    assert len(opened()) == 2


def test_the_ledger_says_in_which_incident_and_nothing_else(the_incident: Only, row_of: RowOf) -> None:
    take_in("anna", act("m1"))
    casework.open_case(the_incident(), person=row_of("anna").person, by=LIV)
    (entry,) = ledger.entries((ledger.Kind.CASE_OPENED,))
    assert entry.facts == {"incident": str(the_incident())}


def test_the_case_s_own_history_tells_what_was_done_and_not_who_read(the_incident: Only, row_of: RowOf) -> None:
    take_in("anna", act("m1"))
    person = row_of("anna").person
    casework.open_case(the_incident(), person=person, by=LIV)
    history = casework.suspect(the_incident(), person=person, by=LIV).history
    assert ledger.Kind.CASE_OPENED not in {event.kind for event in history}
