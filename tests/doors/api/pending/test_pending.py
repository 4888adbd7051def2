from __future__ import annotations

import pytest
from django.test import Client

from cast import LANTERN
from varde.keeps.handover import face as handover
from varde.keeps.parties import face as parties
from varde.kernels.terms import clock
from varde.kernels.terms.ids import ObjectId, ReceivedTipId, new_uuid
from varde.kernels.terms.topics import TipArrived, Topic
from varde.links.post.models import OutgoingLetter

pytestmark = [pytest.mark.django_db, pytest.mark.urls("urls_of_fjord")]
ADDRESS = "/api/pending"


def ask(token: str) -> dict[str, object]:
    answer = Client().get(ADDRESS, headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200
    said: dict[str, object] = answer.json()
    return said


@pytest.fixture
def token(db: None) -> str:
    return parties.issue_token("rehearsal", rights=())


def put_one() -> None:
    handover.put(Topic.TIP_ARRIVED, TipArrived(ReceivedTipId(new_uuid())))


def test_nothing_waits(token: str) -> None:
    assert ask(token) == {"handovers": 0, "letters": 0, "failing": {}}


def test_what_waits_is_counted_and_the_last_error_named(token: str) -> None:
    put_one()
    put_one()
    OutgoingLetter.objects.create(to=LANTERN, kind="referral", reference=ObjectId(new_uuid()), written_at=clock.now())
    claimed = handover.claim([Topic.TIP_ARRIVED])
    assert claimed is not None
    handover.put_back(claimed, why="peer_unreachable")
    assert ask(token) == {"handovers": 2, "letters": 1, "failing": {"tip_arrived": "peer_unreachable"}}


@pytest.mark.parametrize("shown", ["", "Bearer", "Bearer ", "Bearer guess", "Basic guess", "Bearer \x00", "Bearer é"])
def test_a_stranger_is_told_nothing(db: None, shown: str) -> None:
    answer = Client().get(ADDRESS, headers={"Authorization": shown})
    assert (answer.status_code, answer.json()["error"]) == (401, "token_missing")


def test_only_asking_is_possible(token: str) -> None:
    for method in ("POST", "PUT", "DELETE"):
        assert Client().generic(method, ADDRESS, headers={"Authorization": f"Bearer {token}"}).status_code == 405
