from __future__ import annotations

import errno
from datetime import timedelta

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from varde.keeps.parties import face as parties
from varde.kernels.terms import clock
from varde.kernels.terms.roles import Job, StationRole
from varde.station.accounts import SealedFactors
from varde.station.refusals import Refusals

pytestmark = pytest.mark.django_db


def test_every_answer_has_the_strict_headers(client: Client) -> None:
    answer = client.get("/accounts/login/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_nobody_signs_up_by_themselves(client: Client) -> None:
    client.post("/accounts/signup/", {"username": "mallory", "password1": "made-up-words-1", "password2": "made-up-words-1"})
    assert parties.users() == []


def test_a_session_ends_after_twelve_hours_however_busy(client: Client) -> None:
    parties.add_user("ada", job=Job.MODERATOR, at=StationRole.PLATFORM, password="four-made-up-words")
    client.force_login(parties.User.objects.get(username="ada"))
    client.get("/healthz")
    assert "_auth_user_id" in client.session
    with clock.frozen(clock.now() + timedelta(hours=12, seconds=5)):
        client.get("/healthz")
    assert "_auth_user_id" not in client.session


def test_a_second_factor_lies_sealed() -> None:
    adapter = SealedFactors()
    sealed = adapter.encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert adapter.decrypt(sealed) == "JBSWY3DPEHPK3PXP"


def test_a_full_disk_is_one_sentence_and_507(rf: RequestFactory) -> None:
    refused = Refusals(nothing).process_exception(rf.post("/api/v1/files"), OSError(errno.ENOSPC, "No space left on device"))
    assert refused is not None
    assert refused.status_code == 507
    assert b"The disk of this station is full" in refused.content


def test_other_errors_are_left_to_django(rf: RequestFactory) -> None:
    assert Refusals(nothing).process_exception(rf.get("/"), ValueError("what somebody wrote")) is None


def nothing(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()
