from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, expect

from browsing import PASSWORD, visit, with_second_factor
from cast import ADA
from rehearsal.playing.people import code
from stations_pages import console_of

LOG_IN = "/accounts/login/"
AUTHENTICATE = "/accounts/2fa/authenticate/"


@pytest.mark.django_db
def test_the_log_in_page_says_our_words_and_offers_no_sign_up() -> None:
    page = Client().get(LOG_IN).content.decode()
    assert "User name" in page
    assert "sign up" not in page.lower()
    assert "passkey" in page


@pytest.mark.django_db
def test_a_password_alone_does_not_open_a_door_with_two_locks() -> None:
    with_second_factor(ADA)
    ada = Client()
    assert ada.post(LOG_IN, {"login": "ada", "password": PASSWORD})["Location"] == AUTHENTICATE
    assert ada.get("/queue/")["Location"].startswith(LOG_IN)


@pytest.mark.django_db
def test_a_wrong_password_is_refused_on_the_page() -> None:
    with_second_factor(ADA)
    answer = Client().post(LOG_IN, {"login": "ada", "password": "wrong"})
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()


@pytest.mark.django_db
def test_a_wrong_code_is_refused_on_the_page() -> None:
    secret = with_second_factor(ADA)
    ada = Client()
    ada.post(LOG_IN, {"login": "ada", "password": PASSWORD})
    wrong = f"{(int(code(secret)) + 500_000) % 1_000_000:06d}"
    assert "errorlist" in ada.post(AUTHENTICATE, {"code": wrong}).content.decode()
    assert ada.get("/queue/")["Location"].startswith(LOG_IN)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "words"),
    [("signup/", "Nobody signs up here"), ("password/reset/", "sends no mail"), ("2fa/authenticate/", "Log in")],
)
def test_there_is_no_other_way_in(address: str, words: str) -> None:
    assert words in Client().get(f"/accounts/{address}", follow=True).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["", "totp/activate/", "webauthn/", "webauthn/add/", "recovery-codes/generate/"])
def test_the_pages_of_the_second_factors_ask_once_more_or_answer(address: str) -> None:
    answer = console_of(ADA).get(f"/accounts/2fa/{address}", follow=True)
    assert answer.status_code == 200
    assert 'class="narrow card entrance"' in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_all_log_in_pages_keep_the_policy(chromium: Browser, live_server: Any) -> None:  # noqa: ANN401
    secret = with_second_factor(ADA)
    ada = visit(chromium, live_server.url, who=ADA)
    ada.go(LOG_IN)
    ada.log_in(secret)
    ada.go("/accounts/2fa/webauthn/add/").fill("input[name=password]", PASSWORD)
    ada.page.get_by_role("button", name="It is me").click()
    for address in ("", "webauthn/", "webauthn/add/", "recovery-codes/generate/"):
        ada.go(f"/accounts/2fa/{address}")
        expect(ada.page.locator("main h1")).to_be_visible()
    ada.go("/accounts/2fa/totp/deactivate/").get_by_role("button", name="Deactivate").click()
    ada.go("/accounts/2fa/totp/activate/")
    assert ada.page.locator("img.code-picture").evaluate("picture => picture.naturalWidth") > 0
    ada.page.fill("input[name=code]", code(ada.page.input_value("#authenticator_secret")))
    ada.page.get_by_role("button", name="Set up").click()
    expect(ada.page.locator("ol.codes li")).to_have_count(10)
    ada.go("/accounts/logout/").locator("main").get_by_role("button", name="Log out").click()
    ada.page.wait_for_load_state()
    assert LOG_IN in ada.go("/queue/").url
    assert ada.troubles == []
