from __future__ import annotations

from uuid import uuid4

import pytest

from cast import BO, MALLORY
from lantern_of_tests import act, in_denmark, landscape, only, report, routed, taken_in, with_fjord
from stations_pages import console_of
from varde.keeps.ledger import face as ledger
from varde.stages.clearing import face as clearing

pytestmark = pytest.mark.django_db
WHY = {"country": "dk", "reason": "the profile names Helsingør"}


def nowhere() -> clearing.TipShown:
    return taken_in(report(acts=[act(ip=None)]), landscape())


def test_a_tip_without_a_country_lies_in_its_lane_until_somebody_places_it() -> None:
    with_fjord()
    tip = nowhere()
    bo = console_of(BO)
    lane = bo.get("/waiting/").content.decode()
    assert lane.index('id="no-country"') < lane.index(f'data-tip="{tip.id}"') < lane.index('id="no-agreement"')
    answer = bo.post(f"/tips/{tip.id}/place", WHY, follow=True).content.decode()
    assert "Placed in DK and referred" in answer
    assert "bo: the profile names Helsingør" in answer
    assert len(routed()) == 1
    assert f'data-tip="{tip.id}"' not in bo.get("/waiting/").content.decode()


def test_a_tip_of_a_country_without_agreement_lies_in_the_other_lane() -> None:
    tip = taken_in(report(who=in_denmark()), landscape())
    lane = console_of(BO).get("/waiting/").content.decode()
    assert lane.index('id="no-agreement"') < lane.index(f'data-tip="{tip.id}"')


def test_a_stranger_places_nothing() -> None:
    tip = nowhere()
    assert console_of(MALLORY).post(f"/tips/{tip.id}/place", WHY).status_code == 403
    assert clearing.tip(tip.id).lane == "no_country"
    assert only(list(ledger.entries((ledger.Kind.ACCESS_REFUSED,)))).by == "person:mallory"


@pytest.mark.parametrize("field", ["country", "reason"])
def test_both_fields_are_needed(field: str) -> None:
    with_fjord()
    tip = nowhere()
    answer = console_of(BO).post(f"/tips/{tip.id}/place", WHY | {field: " "}, follow=True)
    assert 'class="said error"' in answer.content.decode()
    assert clearing.tip(tip.id).lane == "no_country"


def test_a_country_that_no_agreement_covers_is_refused_and_nothing_changes() -> None:
    tip = nowhere()
    answer = console_of(BO).post(f"/tips/{tip.id}/place", WHY, follow=True)
    assert "No agreement in force covers this country" in answer.content.decode()
    assert clearing.tip(tip.id) == tip


def test_what_is_not_there_is_said() -> None:
    assert console_of(BO).post(f"/tips/{uuid4()}/place", WHY).status_code == 404


def test_placed_twice_is_referred_once() -> None:
    with_fjord()
    tip = nowhere()
    bo = console_of(BO)
    bo.post(f"/tips/{tip.id}/place", WHY)
    assert "was referred already" in bo.post(f"/tips/{tip.id}/place", WHY, follow=True).content.decode()
    assert len(routed()) == 1


def test_the_ledger_says_who_placed_it_and_the_tip_says_why() -> None:
    with_fjord()
    tip = nowhere()
    console_of(BO).post(f"/tips/{tip.id}/place", WHY)
    entry = only(list(ledger.entries((ledger.Kind.TIP_PLACED,), about=tip.id)))
    assert (entry.by, entry.facts["country"]) == ("person:bo", "DK")
    assert f"bo: {WHY['reason']}" in clearing.tip(tip.id).place_reasons
