from __future__ import annotations

import hashlib
import json

import pytest
from django.test import Client

from made_referrals import NOON, act, take_in
from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties
from varde.kernels.terms.ids import new_uuid

pytestmark = [pytest.mark.django_db, pytest.mark.urls("agency_urls")]


def get(address: str, *rights: parties.Right) -> tuple[int, dict[str, object]]:
    token = parties.issue_token(f"reader-{new_uuid()}", rights=rights)
    answer = Client().get(address, headers={"Authorization": f"Bearer {token}"})
    return answer.status_code, answer.json()


def test_a_reader_lists_incidents_and_their_counts() -> None:
    take_in("anna", act("m1"), act("m2"))
    status, listed = get("/api/v1/incidents", parties.Right.READ_COUNTS)
    (incident,) = listed["incidents"]  # type: ignore[misc]
    _, told = get(incident["counts"], parties.Right.READ_COUNTS)  # type: ignore[has-type]
    assert status == 200
    assert (told["counts"]["suspects"], told["counts"]["acts_per_suspect"]) == (1, [[2, 1]])  # type: ignore[index]
    assert told["as_of"]["seq"] > 0  # type: ignore[index]


def test_the_station_as_a_whole_is_counted() -> None:
    take_in("anna", act("m1"))
    status, told = get("/api/v1/counts", parties.Right.READ_COUNTS)
    assert (status, told["incident"], told["counts"]["acts"]) == (200, None, 1)  # type: ignore[index]


def test_nobody_reads_without_a_token() -> None:
    answer = Client().get("/api/v1/counts")
    assert (answer.status_code, answer.json()["error"], answer["WWW-Authenticate"]) == (401, "token_missing", "Bearer")


def test_a_token_without_the_right_is_refused_and_recorded() -> None:
    status, told = get("/api/v1/counts", parties.Right.SEND_REPORTS)
    assert (status, told["error"]) == (403, "not_allowed")
    assert [entry.about for entry in ledger.entries((ledger.Kind.ACCESS_REFUSED,))] == ["/api/v1/counts"]


def test_an_unknown_incident_and_a_post_are_refused() -> None:
    status, told = get(f"/api/v1/incidents/{new_uuid()}/counts", parties.Right.READ_COUNTS)
    assert (status, told["error"]) == (404, "nothing_told")
    assert Client().post("/api/v1/counts").status_code == 405


def test_a_sender_can_check_each_act_and_nobody_can_read_one() -> None:
    take_in("anna", act("m1", to=("friend", "elsewhere")), act("m2"))
    status, told = get("/api/v1/acts/digests", parties.Right.READ_COUNTS)
    known = ["anna", "m1", ["elsewhere", "friend"], round(NOON.timestamp() * 1000)]
    digest = hashlib.sha256(json.dumps(known, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()
    assert status == 200
    assert digest in told["digests"]  # type: ignore[operator]
    assert len(told["digests"]) == 2  # type: ignore[arg-type]
