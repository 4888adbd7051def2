from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.db import connection
from django.test import Client

from browsing import PASSWORD, with_second_factor
from cast import ADA
from rehearsal.playing.people import code
from stations_pages import user_of
from varde.keeps.ledger import face as ledger
from varde.kernels.terms.actors import THE_STATION

pytestmark = pytest.mark.django_db
LOG_IN, SET_UP, AUTHENTICATE = "/accounts/login/", "/accounts/2fa/totp/activate/", "/accounts/2fa/authenticate/"
DEACTIVATE = "/accounts/2fa/totp/deactivate/"


@pytest.fixture(autouse=True)
def _required(settings: Any) -> None:  # noqa: ANN401  pytest-django's settings
    settings.VARDE_SECOND_FACTOR_REQUIRED = True


def password_given(client: Client, password: str = PASSWORD) -> str:
    """Where the first lock leads, or nothing."""
    return str(client.post(LOG_IN, {"login": "ada", "password": password}).headers.get("Location", ""))


def without_second_factor() -> Client:
    """Ada with a password and nothing else, freshly logged in."""
    user = user_of(ADA)
    user.set_password(PASSWORD)
    user.save()
    ada = Client()
    password_given(ada)
    return ada


def let_in(client: Client, secret: str) -> str:
    """Both locks; answers the digits that opened the second one (the half minute may end on the way)."""
    password_given(client)
    for _ in range(3):
        digits = code(secret)
        if client.post(AUTHENTICATE, {"code": digits}).status_code == 302:
            return digits
    raise AssertionError("Ada could not log in")


def a_key() -> Authenticator:
    """A security key of Ada's, as if she had added it."""
    return Authenticator.objects.create(user=user_of(ADA), type=Authenticator.Type.WEBAUTHN, data={"name": "a key"})


def once_more(client: Client) -> None:
    """It is Ada: she shows it again."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def test_with_both_locks_passed_ada_works() -> None:
    ada = Client()
    let_in(ada, with_second_factor(ADA))
    assert ada.get("/queue/").status_code == 200


@pytest.mark.parametrize("address", ["/", "/queue/", "/tips/", "/statistics/", "/accounts/password/change/", "/accounts/email/"])
def test_a_password_alone_leads_to_the_second_lock_only(address: str) -> None:
    ada = without_second_factor()
    for answer in (ada.get(address), ada.post(address)):
        assert (answer.status_code, answer.headers["Location"]) == (302, SET_UP)


def test_a_freshly_logged_in_person_sets_it_up_and_works() -> None:
    ada = without_second_factor()
    asked = ada.get("/queue/", follow=True)
    assert "Is it you?" in asked.content.decode()
    page = ada.post(asked.redirect_chain[-1][0], {"password": PASSWORD}, follow=True).content.decode()
    [secret] = re.findall(r'id="authenticator_secret"[^>]*value="(\w+)"', page)
    digits = code(secret)
    assert ada.post(SET_UP, {"code": digits}).headers["Location"] == "/accounts/2fa/recovery-codes/"
    assert ada.get("/queue/").status_code == 200
    onlooker = Client()
    assert password_given(onlooker) == AUTHENTICATE
    assert "errorlist" in onlooker.post(AUTHENTICATE, {"code": digits}).content.decode()


def test_who_has_no_second_factor_may_still_leave() -> None:
    ada = without_second_factor()
    ada.post("/accounts/logout/")
    assert str(ada.get("/queue/").headers["Location"]).startswith(LOG_IN)


def test_recovery_codes_alone_are_no_second_factor() -> None:
    ada = without_second_factor()
    Authenticator.objects.create(user=user_of(ADA), type=Authenticator.Type.RECOVERY_CODES, data={})
    assert ada.get("/queue/").headers["Location"] == SET_UP


def test_machines_and_the_pulse_are_not_asked() -> None:
    ada = without_second_factor()
    assert ada.get("/healthz").status_code == 200
    assert Client().post("/api/v1/reports").status_code == 401


@pytest.mark.parametrize("address", ["/queue/", "/tips/", SET_UP, DEACTIVATE, "/accounts/2fa/recovery-codes/"])
def test_half_logged_in_nobody_reaches_a_page(address: str) -> None:
    with_second_factor(ADA)
    ada = Client()
    assert password_given(ada) == AUTHENTICATE
    assert str(ada.get(address).headers["Location"]).startswith((LOG_IN, "/accounts/reauthenticate/", AUTHENTICATE))
    assert "_auth_user_id" not in ada.session


def test_the_last_code_generator_stays() -> None:
    ada = Client()
    let_in(ada, with_second_factor(ADA))
    once_more(ada)
    assert "your only second factor" in ada.post(DEACTIVATE).content.decode()
    assert Authenticator.objects.count() == 1


def test_the_last_key_stays() -> None:
    ada = without_second_factor()
    key = a_key()
    once_more(ada)
    page = ada.post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/", follow=True).content.decode()
    assert "your only second factor" in page
    assert Authenticator.objects.count() == 1


def test_one_of_two_may_go_and_recovery_codes_do_not_count() -> None:
    ada = without_second_factor()
    key = a_key()
    auth.TOTP.activate(user_of(ADA), auth.generate_totp_secret())
    Authenticator.objects.create(user=user_of(ADA), type=Authenticator.Type.RECOVERY_CODES, data={})
    once_more(ada)
    assert ada.post(DEACTIVATE).status_code == 302
    ada.post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/")
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"webauthn", "recovery_codes"}


def test_a_code_opens_once_also_after_a_failed_log_in() -> None:
    ada = Client()
    digits = let_in(ada, with_second_factor(ADA))
    again = Client()
    assert password_given(again, "wrong") == ""
    assert password_given(again) == AUTHENTICATE
    assert "errorlist" in again.post(AUTHENTICATE, {"code": digits}).content.decode()
    assert "_auth_user_id" not in again.session


def test_a_session_from_before_the_log_in_is_worth_nothing_after_it() -> None:
    ada, secret = Client(), with_second_factor(ADA)
    password_given(ada)
    planted = ada.session.session_key or ""
    let_in(ada, secret)
    assert ada.session.session_key != planted
    thief = Client()
    thief.cookies[next(iter(ada.cookies))] = planted
    assert str(thief.get("/queue/").headers["Location"]).startswith(LOG_IN)


def test_after_five_wrong_passwords_the_right_one_waits_too() -> None:
    with_second_factor(ADA)
    assert [password_given(Client(), "wrong") for _ in range(5)] == [""] * 5
    answer = Client().post(LOG_IN, {"login": "ada", "password": PASSWORD})
    assert "Too many failed login attempts" in answer.content.decode()
    assert len(list(ledger.entries((ledger.Kind.LOG_IN_FAILED,)))) == 5


def test_wrong_codes_are_counted_as_well() -> None:
    secret, ada = with_second_factor(ADA), Client()
    password_given(ada)
    wrong = f"{(int(code(secret)) + 500_000) % 1_000_000:06d}"
    for _ in range(5):
        ada.post(AUTHENTICATE, {"code": wrong})
    assert "Too many failed login attempts" in ada.post(AUTHENTICATE, {"code": code(secret)}).content.decode()


def test_all_processes_count_together() -> None:
    with_second_factor(ADA)
    password_given(Client(), "wrong")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM station_cache WHERE cache_key LIKE '%%login_failed%%'")
        assert cursor.fetchone()[0] == 2  # by address, by name


def test_the_ledger_says_who_came_in_and_who_did_not() -> None:
    secret, ada = with_second_factor(ADA), Client()
    password_given(ada, "wrong")
    password_given(ada)
    ada.post(AUTHENTICATE, {"code": "000000" if code(secret) != "000000" else "111111"})
    let_in(ada, secret)
    kinds = (ledger.Kind.LOGGED_IN, ledger.Kind.LOG_IN_FAILED)
    told = [(entry.kind, entry.facts.get("lock"), entry.by) for entry in ledger.entries(kinds, about=user_of(ADA).pk)]
    station = str(THE_STATION)
    assert told[0] == (kinds[1], "password", station)
    assert told[1] == (kinds[1], "code", station)
    assert told[-1] == (kinds[0], None, "person:ada")
