from __future__ import annotations

import base64

import pytest

from cast import BO, FJORD, MALLORY, UNA
from lantern_of_tests import only
from stations_pages import console_of
from varde.keeps.ledger import face as ledger
from varde.kernels.terms.roles import StationRole
from varde.links.peers import face as peers
from varde.stages.clearing import face as clearing

pytestmark = pytest.mark.django_db
NEW = {"agency": FJORD, "country": "dk", "legal_basis": "a made-up treaty", "handling": "H1"}


@pytest.fixture(autouse=True)
def _fjord() -> None:
    key = base64.b64encode(bytes(range(32))).decode()
    peers.add(FJORD, role=StationRole.AGENCY, url="https://fjord.example", key=key, display_name="Fjord Police")


def test_una_adds_an_agreement_and_ends_it() -> None:
    una = console_of(UNA)
    added = una.post("/agreements/add", NEW, follow=True).content.decode()
    assert "receives tips of DK" in added
    assert "in force" in added
    ended = una.post("/agreements/end", {"agency": FJORD, "country": "DK"}, follow=True).content.decode()
    assert "nothing more of DK goes to fjord" in ended
    assert only(clearing.agreements()).until is not None


def test_bo_reads_agreements_and_makes_none() -> None:
    bo = console_of(BO)
    assert "added and ended by a supervisor" in bo.get("/agreements/").content.decode()
    assert bo.post("/agreements/add", NEW).status_code == 403
    assert bo.post("/agreements/end", NEW).status_code == 403
    assert clearing.agreements() == []


def test_a_stranger_sees_none() -> None:
    assert console_of(MALLORY).get("/agreements/").status_code == 403
    assert only(list(ledger.entries((ledger.Kind.ACCESS_REFUSED,)))).by == "person:mallory"


@pytest.mark.parametrize("wrong", [{"agency": "nobody"}, {"country": "Denmark"}, {"legal_basis": ""}, {"handling": "H9"}])
def test_a_form_that_is_not_right_makes_nothing(wrong: dict[str, str]) -> None:
    answer = console_of(UNA).post("/agreements/add", NEW | wrong)
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    assert clearing.agreements() == []


def test_added_twice_is_one_agreement_and_ended_twice_is_ended() -> None:
    una = console_of(UNA)
    for _ in range(2):
        una.post("/agreements/add", NEW)
    assert len(clearing.agreements()) == 1
    una.post("/agreements/end", {"agency": FJORD, "country": "DK"})
    again = una.post("/agreements/end", {"agency": FJORD, "country": "DK"}, follow=True).content.decode()
    assert "is in force" in again


def test_the_ledger_says_on_which_basis() -> None:
    console_of(UNA).post("/agreements/add", NEW)
    entry = only(list(ledger.entries((ledger.Kind.AGREEMENT_ADDED,))))
    assert (entry.by, entry.facts["legal_basis"]) == ("person:una", "a made-up treaty")
