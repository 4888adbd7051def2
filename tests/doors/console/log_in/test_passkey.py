from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from browsing import PASSWORD, visit, with_second_factor
from cast import ADA

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.mark.django_db(transaction=True)
def test_ada_adds_a_passkey_and_logs_in_with_it(chromium: Browser, live_server: Any, settings: Any) -> None:  # noqa: ANN401
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # as at an address named localhost
    secret = with_second_factor(ADA)
    ada = visit(chromium, live_server.url, who=ADA)
    keys = ada.page.context.new_cdp_session(ada.page)
    keys.send("WebAuthn.enable")
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    ada.go("/accounts/login/")
    ada.log_in(secret)
    ada.go("/accounts/2fa/webauthn/add/").fill("input[name=password]", PASSWORD)
    ada.page.get_by_role("button", name="It is me").click()
    ada.page.fill("input[name=name]", "the key on Ada's ring")
    ada.page.check("input[name=passwordless]")
    ada.page.click("#mfa_webauthn_add")
    ada.page.wait_for_url(lambda url: "webauthn/add" not in url)
    expect(ada.go("/accounts/2fa/webauthn/").locator("main")).to_contain_text("the key on Ada's ring")
    ada.page.locator(".who").get_by_role("button", name="Log out").click()
    ada.go("/accounts/login/").get_by_role("button", name="Log in with a passkey instead").click()
    expect(ada.page.locator("h1")).to_have_text("Queue")
    assert ada.troubles == []
