from __future__ import annotations

import pytest
from django.test import Client

from browsing import PASSWORD, with_second_factor
from cast import ADA, MALLORY
from rehearsal.playing.people import code
from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties

pytestmark = pytest.mark.django_db


def told(kind: ledger.Kind) -> list[tuple[str, str]]:
    return [(entry.by, entry.about) for entry in ledger.entries([kind])]


def test_who_passed_both_locks_is_written_down_once() -> None:
    secret = with_second_factor(ADA)
    ada = Client()
    ada.post("/accounts/login/", {"login": "ada", "password": PASSWORD})
    assert told(ledger.Kind.LOGGED_IN) == []
    ada.post("/accounts/2fa/authenticate/", {"code": code(secret)})
    assert told(ledger.Kind.LOGGED_IN) == [("person:ada", str(parties.User.objects.get().pk))]


def test_who_asks_for_what_they_may_not_have_is_written_down() -> None:
    parties.refuse_access(about="tip 7", by=MALLORY, why="not_your_case")
    assert told(ledger.Kind.ACCESS_REFUSED) == [("person:mallory", "tip 7")]
