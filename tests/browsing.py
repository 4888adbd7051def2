"""A real browser at a station's pages; what the content security policy blocks is counted."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from allauth.mfa.totp.internal import auth
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from rehearsal.playing.people import code
from stations_pages import user_of
from varde.kernels.terms.actors import Actor

FLAGS = [
    "--no-sandbox", "--no-zygote", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-quic",
]  # fmt: skip
PASSWORD = "a made-up passphrase of some length"
TELL = "document.addEventListener('securitypolicyviolation', (e) => console.error(`CSP ${e.violatedDirective} ${e.blockedURI}`));"


@dataclass
class Visit:
    """One person's browser at one station. `troubles`: errors in its console, violations of the policy among them."""

    page: Page
    url: str
    who: str
    troubles: list[str] = field(default_factory=list)

    def go(self, address: str) -> Page:
        self.page.goto(self.url + address, wait_until="networkidle")
        return self.page

    def heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" or "Content Security Policy" in message.text:
            self.troubles.append(f"{self.page.url}: {message.text}")

    def log_in(self, secret: str) -> None:
        """Password, then the digits; once more if the half minute ended in between."""
        self.page.fill("input[name=login]", self.who)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("main button[type=submit]")
        for _ in range(3):
            self.page.wait_for_load_state()
            if "/2fa/authenticate/" not in self.page.url:
                return
            self.page.fill("input[name=code]", code(secret))
            self.page.click("main button[type=submit]")


def with_second_factor(who: Actor) -> str:
    """Give one of the cast a password and a code generator; answers its secret."""
    user = user_of(who)
    user.set_password(PASSWORD)
    user.save()
    secret: str = auth.generate_totp_secret()
    auth.TOTP.activate(user, secret)
    return secret


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium, without a sandbox of its own since tests may run as root."""
    path = os.environ.get("VARDE_CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


def visit(started: Browser, url: str, *, who: Actor, javascript: bool = True) -> Visit:
    """Open a window of its own."""
    page = started.new_context(java_script_enabled=javascript).new_page()
    page.set_default_timeout(20_000)
    opened = Visit(page, url, who=who.name)
    page.add_init_script(TELL)
    page.on("console", opened.heard)
    return opened
