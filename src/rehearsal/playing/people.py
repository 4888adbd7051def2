"""People at their consoles: they log in with password and code, follow links and press buttons, as in a browser."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time
from typing import Any

import httpx

from rehearsal.errors import ConsoleRefused
from rehearsal.playing.fleet import DemoPerson
from rehearsal.playing.machines import answered

CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
STEP_SECONDS = 30
PATIENCE_SECONDS = 120
DECIDED = 409  # somebody, or a lost answer, decided it before


def code(secret: str, *, at: float | None = None) -> str:
    """The six digits of this half minute (RFC 6238)."""
    counter = int((time.time() if at is None else at) // STEP_SECONDS)  # noqa: TID251  a code generator's clock
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", counter), hashlib.sha1)
    start = digest[-1] & 0xF
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


class Console:
    """One person's session at one station."""

    def __init__(self, url: str, person: DemoPerson) -> None:
        self.person = person
        self._http = httpx.Client(base_url=url, timeout=120, follow_redirects=True, trust_env=False)
        self._token = ""

    def log_in(self) -> None:
        """Password first, then the code."""
        self.get("/accounts/login/")
        self.post("/accounts/login/", {"login": self.person.username, "password": self.person.password})
        landed = self.post("/accounts/2fa/authenticate/", {"code": code(self.person.totp_secret)})
        if "/accounts/" in str(landed.url):
            raise ConsoleRefused(f"{self.person.username} could not log in")

    def get(self, address: str) -> str:
        """A page."""
        return self._seen(answered(lambda: self._http.get(address), patience_seconds=PATIENCE_SECONDS)).text

    def post(self, address: str, fields: dict[str, Any]) -> httpx.Response:
        """Press a button."""
        data = {"csrfmiddlewaretoken": self._token} | fields
        headers = {"Referer": str(self._http.base_url)}
        return self._seen(
            answered(lambda: self._http.post(address, data=data, headers=headers), patience_seconds=PATIENCE_SECONDS)
        )

    def close(self) -> None:
        """Leave."""
        self._http.close()

    def _seen(self, answer: httpx.Response) -> httpx.Response:
        if answer.status_code >= 400 and answer.status_code != DECIDED:
            said = re.search(r'role="alert"[^>]*>.*?<p>(.*?)</p>', answer.text, re.DOTALL)
            raise ConsoleRefused(f"{answer.request.url.path}: HTTP {answer.status_code} {said[1] if said else ''}".strip())
        found = CSRF.search(answer.text)
        if found:
            self._token = found[1]
        return answer


def marked(page: str, name: str) -> list[str]:
    """The values of `data-<name>="…"` on a page, in order, each once."""
    return list(dict.fromkeys(re.findall(rf'data-{name}="([^"]+)"', page)))
