from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from cast import CATO, LIV, SUNNIVA, UNA
from made_referrals import OTHER_BUNDLE, account, act, file, take_in
from stations_pages import console_of
from varde.keeps.ledger import face as ledger
from varde.kernels.law.types import Lane
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import IncidentId
from varde.stages.casework import face as casework

pytestmark = pytest.mark.django_db


def row_of(incident: IncidentId, name: str) -> casework.SuspectRow:
    (row,) = casework.suspects(incident, by=LIV, only=casework.SuspectFilter(text=name)).rows
    return row


def told(kind: ledger.Kind) -> list[ledger.Entry]:
    return list(ledger.entries((kind,)))


def page(person: UUID, *, by: Actor = LIV, query: str = "") -> str:
    answer = console_of(by).get(f"/suspects/{person}/{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def press(person: UUID, button: str, by: Actor = LIV, **fields: object) -> str:
    answer = console_of(by).post(f"/suspects/{person}/{button}", fields, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_an_officer_reads_what_is_known_of_a_person_of_the_own_district(incident: IncidentId) -> None:
    html = page(row_of(incident, "Anna").person, by=CATO)
    for fact in ("2 acts", "1999-05-10", "+4500000001", "anna@example.org", "192.0.2.7", "person known"):
        assert fact in html
    assert "at or above the age line at every act" in html
    assert not told(ledger.Kind.EVIDENCE_OPENED)


def test_another_district_s_person_is_refused_and_it_is_recorded(incident: IncidentId) -> None:
    anna = row_of(incident, "Anna").person
    answer = console_of(SUNNIVA).get(f"/suspects/{anna}/")
    assert answer.status_code == 403
    assert 'data-error="not_your_case"' in answer.content.decode()
    assert "Anna" not in answer.content.decode()
    (entry,) = told(ledger.Kind.ACCESS_REFUSED)
    assert (entry.about, entry.by, entry.facts["why"]) == (f"/suspects/{anna}/", "person:sunniva", "not_your_case")


def test_each_reading_of_a_case_is_recorded_before_it_is_shown(incident: IncidentId) -> None:
    anna = row_of(incident, "Anna").person
    for _ in range(2):
        page(anna, by=CATO)
    assert [(entry.by, entry.about, entry.facts) for entry in told(ledger.Kind.CASE_OPENED)] == [
        ("person:cato", str(anna), {"incident": str(incident)})
    ] * 2


def test_what_cannot_be_recorded_is_not_shown(incident: IncidentId, monkeypatch: pytest.MonkeyPatch) -> None:
    anna, liv = row_of(incident, "Anna").person, console_of(LIV)
    liv.raise_request_exception = False

    def torn(*_args: object, **_facts: object) -> int:
        raise OSError("the ledger cannot be written")

    monkeypatch.setattr(ledger, "record", torn)
    answer = liv.get(f"/suspects/{anna}/")
    assert answer.status_code == 500
    assert b"Anna" not in answer.content


@pytest.mark.parametrize(
    ("button", "fields"),
    [
        ("lane", {"lane": "procedure"}),
        ("disposition", {"disposition": "transferred"}),
        ("unlink", {"account": str(uuid4())}),
        ("depicted", {"item": str(uuid4())}),
        ("finding", {"row": "dk-couple-15-17", "reason": "heard so", "answer": "enter"}),
    ],
)
def test_nothing_is_entered_for_another_district_s_person(incident: IncidentId, button: str, fields: dict[str, str]) -> None:
    anna = row_of(incident, "Anna").person
    assert console_of(SUNNIVA).post(f"/suspects/{anna}/{button}", fields).status_code == 403
    assert row_of(incident, "Anna").lane_decided is None
    assert told(ledger.Kind.ACCESS_REFUSED)


def test_nobody_is_found_under_an_unknown_id(incident: IncidentId) -> None:
    assert console_of(LIV).get(f"/suspects/{uuid4()}/").status_code == 404


def test_the_lane_is_decided_once(incident: IncidentId) -> None:
    anna = row_of(incident, "Anna").person
    for _ in range(2):
        assert "The lane was entered" in press(anna, "lane", CATO, lane="procedure")
    assert row_of(incident, "Anna").lane_decided == Lane.PROCEDURE
    assert len(told(ledger.Kind.LANE_DECIDED)) == 1


def test_departing_from_the_proposal_needs_a_reason(incident: IncidentId) -> None:
    anna = row_of(incident, "Anna").person
    assert "departs from what the rules propose; write down your reason" in press(anna, "lane", lane="not_criminal_here")
    assert row_of(incident, "Anna").lane_decided is None
    press(anna, "lane", lane="not_criminal_here", reason="a lawful neighbour")
    assert "a lawful neighbour" in page(anna)


@pytest.mark.parametrize(
    ("button", "fields", "said"),
    [
        ("lane", {"lane": "guilty"}, "guilty is not one of the available choices"),
        ("assign", {}, "district: This field is required"),
        ("assign", {"district": "atlantis"}, "The country has no such district"),
        ("unlink", {"account": "x"}, "account: Enter a valid UUID"),
        ("depicted", {}, "item: This field is required"),
    ],
)
def test_what_cannot_be_read_is_said(incident: IncidentId, button: str, fields: dict[str, str], said: str) -> None:
    assert said in press(row_of(incident, "Anna").person, button, LIV, **fields)
    assert not told(ledger.Kind.LANE_DECIDED)


def test_the_disposition_waits_for_the_lane(incident: IncidentId) -> None:
    anna = row_of(incident, "Anna").person
    assert "The lane must be decided before" in press(anna, "disposition", disposition="charged")
    press(anna, "lane", lane="procedure")
    assert "The disposition was entered" in press(anna, "disposition", disposition="held_for_pilot", reason="nine test cases")
    assert row_of(incident, "Anna").disposition == "held_for_pilot"


def test_what_needs_a_second_person_waits_and_says_why(incident: IncidentId) -> None:
    take_in(account("dora", birth_date=None), act("m-8"))
    dora = row_of(incident, "Dora").person
    html = press(dora, "lane", lane="procedure", reason="the register has the date")
    assert "A second person must look" in html
    assert "Facts are missing on which the age line depends" in html
    assert row_of(incident, "Dora").lane_decided is None
    decision = casework.suspect(incident, person=dora, by=LIV).decisions[0].id
    press(dora, "second", UNA, decision=decision, answer="confirm")
    assert row_of(incident, "Dora").lane_decided == Lane.PROCEDURE


def test_nobody_is_their_own_second_person(incident: IncidentId) -> None:
    take_in(account("dora", birth_date=None), act("m-8"))
    dora = row_of(incident, "Dora").person
    press(dora, "lane", UNA, lane="procedure", reason="the register has the date")
    decision = casework.suspect(incident, person=dora, by=LIV).decisions[0].id
    assert "must be somebody else than the first" in press(dora, "second", UNA, decision=decision, answer="confirm")
    press(dora, "second", UNA, decision=decision, answer="withdraw")
    assert not row_of(incident, "Dora").awaiting_second


def test_the_lead_assigns_a_case_and_the_former_district_no_longer_sees_it(incident: IncidentId) -> None:
    anna = row_of(incident, "Anna").person
    assert console_of(CATO).post(f"/suspects/{anna}/assign", {"district": SUNNIVA.district}).status_code == 403
    for _ in range(2):
        press(anna, "assign", district=SUNNIVA.district, reason="lives there now")
    assert len(told(ledger.Kind.CASE_ASSIGNED)) == 1
    assert "assigned by the lead" in page(anna, by=SUNNIVA)
    assert console_of(CATO).get(f"/suspects/{anna}/").status_code == 403


def test_a_linked_account_is_unlinked_again(incident: IncidentId) -> None:
    pairs = [pair.id for pair in casework.candidates(incident, by=LIV)]
    casework.link_candidates(incident, candidates=pairs, by=LIV, reason="the same number")
    person = next(row.person for row in casework.suspects(incident, by=LIV).rows if row.accounts == 2)
    linked = next(each.id for each in casework.suspect(incident, person=person, by=LIV).accounts if not each.is_own)
    assert "Not this person: unlink" in page(person)
    press(person, "unlink", account=linked, reason="two sisters, one phone")
    assert casework.incident_overview(incident, by=LIV).suspects == 3
    assert len(told(ledger.Kind.ACCOUNTS_UNLINKED)) == 1


def test_who_is_marked_as_the_depicted_child_is_proposed_for_protection(incident: IncidentId) -> None:
    anna, item = row_of(incident, "Anna").person, casework.items(incident, by=LIV)[0].id
    for _ in range(2):
        assert "protection comes first" in press(anna, "depicted", CATO, item=item)
    assert row_of(incident, "Anna").lane_proposed == Lane.DEPICTED_CHILD
    assert len(told(ledger.Kind.DEPICTED_CHILD_MARKED)) == 1


def test_items_that_somebody_else_sent_are_offered_apart(incident: IncidentId) -> None:
    take_in("bertil", act("m-20", item="a picture"), files=(file("a picture"),))
    html = page(row_of(incident, "Anna").person)
    assert '<th scope="row">Item 1' in html.split("Another item of the incident")[0]
    assert "Item 2 video</option>" in html.split("Another item of the incident")[1]


def test_a_register_s_fact_stands_beside_what_was_stated(incident: IncidentId) -> None:
    known = casework.suspect(incident, person=row_of(incident, "Anna").person, by=LIV)
    fields = {"account": known.accounts[0].id, "field": "birth_date", "value": "2003-05-10", "register": "civil register"}
    html = press(known.row.person, "fact", LIV, **fields)
    assert html.count('<tr class="contradicted">') == 2
    assert "2003-05-10" in html
    assert "1999-05-10" in html


def test_a_person_with_acts_in_two_incidents_has_a_page_for_each(incident: IncidentId) -> None:
    take_in("anna", act("m-70", item="other"), bundle_id=OTHER_BUNDLE)
    person = row_of(incident, "Anna").person
    assert "further incident: <a href" in page(person)
    assert f'value="{incident}"' in page(person, query=f"?incident={incident}")


def test_what_the_platform_viewed_is_said_in_three_words(incident: IncidentId) -> None:
    assert '<span class="tag ok">yes</span>' in page(row_of(incident, "Anna").person)


def test_a_finding_is_entered_on_the_page_and_taken_back(incident: IncidentId) -> None:
    anna = row_of(incident, "Anna").person
    fields = {"row": "dk-couple-15-17", "covers_all_acts": "on", "reason": "both said so"}
    assert "kr-minor-conduct" not in page(anna, by=CATO)
    assert "The finding was entered" in press(anna, "finding", CATO, answer="enter", **fields)
    assert len(casework.suspect(incident, person=anna, by=CATO).findings) == 1
    press(anna, "finding", CATO, answer="take_back", row="dk-couple-15-17")
    assert not casework.suspect(incident, person=anna, by=CATO).findings


def test_only_dispositions_that_fit_the_lane_are_offered(incident: IncidentId) -> None:
    anna = row_of(incident, "Anna").person
    assert 'value="pilot_case"' not in page(anna)
    html = press(anna, "lane", lane="procedure")
    assert 'value="pilot_case"' in html
    assert 'value="not_booked_minor_conduct"' not in html
