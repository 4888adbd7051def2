from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from cast import CATO, LANTERN, SUNNIVA, UNA
from made_referrals import NOON, account, act, take_in
from varde.keeps.handover import face as handover
from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.law.types import Disposition, Lane
from varde.kernels.terms.actors import THE_STATION
from varde.kernels.terms.ids import IncidentId
from varde.kernels.terms.outcomes import OutcomeCode
from varde.kernels.terms.topics import LetterReady, Topic
from varde.kernels.wire.letters import Outcome, parse_letter
from varde.stages.casework import face as casework

pytestmark = pytest.mark.django_db
Only = Callable[[], IncidentId]
RowOf = Callable[[str], casework.SuspectRow]


def letters() -> list[LetterReady]:
    found = []
    while claimed := handover.claim([Topic.OUTCOME_RECORDED]):
        found.append(claimed.payload)
    return found


def outcome_in(letter: LetterReady) -> Outcome:
    parsed = parse_letter(vault.read_document(letter.document, by=THE_STATION))
    assert isinstance(parsed, Outcome)
    return parsed


def in_lane(incident: IncidentId, row: casework.SuspectRow, lane: Lane) -> None:
    casework.decide_lane(incident, person=row.person, lane=lane, by=CATO, reason="so it is")


def test_a_disposition_travels_back_as_a_code_without_names(the_incident: Only, row_of: RowOf) -> None:
    tip = take_in("anna", act("m1"))
    in_lane(the_incident(), row_of("anna"), Lane.PROCEDURE)
    casework.decide_disposition(the_incident(), person=row_of("anna").person, disposition=Disposition.FINED, by=CATO)
    (letter,) = letters()
    outcome = outcome_in(letter)
    assert (letter.to, letter.reference, outcome.code) == (LANTERN, outcome.outcome_id, OutcomeCode.CONVICTION)
    assert (outcome.account.esp_identifier, outcome.tip_references) == ("anna", (tip.tip_reference,))
    assert b"Testesen" not in vault.read_document(letter.document, by=THE_STATION)


def test_every_account_of_the_person_gets_its_own_outcome(the_incident: Only, row_of: RowOf) -> None:
    take_in("anna", act("m1"))
    take_in("bent", act("m2"))
    bent = casework.suspect(the_incident(), person=row_of("bent").person, by=CATO).accounts[0]
    casework.link([bent.id], person=row_of("anna").person, evidence=["said_so"], reason="", by=CATO)
    in_lane(the_incident(), row_of("anna"), Lane.PROCEDURE)
    casework.decide_disposition(the_incident(), person=row_of("anna").person, disposition=Disposition.FINED, by=CATO)
    assert {outcome_in(each).account.esp_identifier for each in letters()} == {"anna", "bent"}


def test_acts_below_the_line_ask_for_a_second_person_before_anything_is_sent(the_incident: Only, row_of: RowOf) -> None:
    born = date(NOON.year - 15, NOON.month, NOON.day)
    early = act("m1", at=NOON.replace(year=NOON.year - 1))
    take_in(account("anna", birth_date=born), early, act("m2"))
    made = casework.decide_lane(
        the_incident(), person=row_of("anna").person, lane=Lane.PROCEDURE, by=CATO, reason="one act counts"
    )
    if made.in_force_at is None:
        casework.confirm_decision(made.id, by=UNA)
    asked = casework.decide_disposition(the_incident(), person=row_of("anna").person, disposition=Disposition.CHARGED, by=CATO)
    assert (asked.in_force_at, asked.second_reasons) == (None, ("1 of the acts were committed below the age line",))
    assert letters() == []
    casework.confirm_decision(asked.id, by=UNA)
    assert len(letters()) == 1


def test_another_district_may_not_decide(the_incident: Only, row_of: RowOf) -> None:
    take_in("anna", act("m1"))
    with pytest.raises(casework.NotYourCase):
        casework.decide_disposition(the_incident(), person=row_of("anna").person, disposition=Disposition.TRANSFERRED, by=SUNNIVA)


def test_without_a_lane_or_against_it_nothing_is_decided(the_incident: Only, row_of: RowOf) -> None:
    take_in(account("anna", birth_date=date(2003, 1, 1)), act("m1"))
    person = row_of("anna").person
    with pytest.raises(casework.LaneNotDecided):
        casework.decide_disposition(the_incident(), person=person, disposition=Disposition.CHARGED, by=CATO)
    in_lane(the_incident(), row_of("anna"), Lane.BELOW_AGE_LINE)
    with pytest.raises(casework.LaneForbids):
        casework.decide_disposition(the_incident(), person=person, disposition=Disposition.CHARGED, by=CATO)


def test_deciding_twice_is_once_and_sends_once(the_incident: Only, row_of: RowOf) -> None:
    take_in("anna", act("m1"))
    in_lane(the_incident(), row_of("anna"), Lane.PROCEDURE)
    for _ in range(2):
        casework.decide_disposition(the_incident(), person=row_of("anna").person, disposition=Disposition.FINED, by=CATO)
    assert len(letters()) == 1
    assert len(list(ledger.entries((ledger.Kind.DISPOSITION_DECIDED,)))) == 1
    assert [entry.facts["code"] for entry in ledger.entries((ledger.Kind.OUTCOME_RECORDED,))] == ["conviction"]
