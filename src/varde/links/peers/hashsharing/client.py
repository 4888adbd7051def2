"""The hash sharing API over HTTP (as served: docs/reference/hashsharing.md)."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from urllib.parse import quote

import httpx

from varde.kernels.terms import clock
from varde.kernels.wire import hashsharing as wire
from varde.kernels.wire.hashsharing.types import (
    AvailableReason,
    CategorizationGroup,
    FeedbackSubmission,
    FeedbackType,
    Member,
    Page,
    Status,
)
from varde.links.peers.errors import AnswerTooLong, ClearinghouseRefuses, ClearinghouseUnreachable
from varde.links.peers.hashsharing.addresses import ENTRIES, large_address, next_address

log = logging.getLogger(__name__)
PATIENCE = httpx.Timeout(60, connect=10)
TRIED_AGAIN = 4  # times, after 1, 2, 4 and 8 seconds, or when the server says
LONGEST_WAIT_SECONDS = 60.0
ANSWER_WITHIN_SECONDS = 300.0  # a server that drips holds no worker for ever
LARGE_LIMIT_BYTES = 32 << 20
XML = {"Content-Type": "text/xml; charset=utf-8"}
_PASSING = frozenset({429, 500, 502, 503, 504})


@lru_cache(maxsize=8)
def client_for(root: str, user: str, password: str) -> HashSharingClient:
    """One client, and so one pool of connections, for each address and log-in."""
    http = httpx.Client(
        auth=(user, password),
        headers={"Accept-Encoding": "identity"},
        timeout=PATIENCE,
        follow_redirects=False,
        trust_env=False,
    )
    return HashSharingClient(root, http)


class HashSharingClient:
    """Reads are tried again when the server is busy, broken or away; a write is made once."""

    def __init__(self, root: str, http: httpx.Client, *, wait: Callable[[float], None] = time.sleep) -> None:
        self._root, self._http, self._wait = root.rstrip("/"), http, wait

    def status(self) -> Status:
        """Who we are to the server."""
        return wire.parse_status(self._get("/v2/status"))

    def members(self) -> tuple[Member, ...]:
        """Who else is there."""
        return wire.parse_members(self._get("/v2/members"))

    def categorizations(self) -> tuple[CategorizationGroup, ...]:
        """How this server categorises; its guids are its own."""
        return wire.parse_categorizations(self._get("/v2/categorizations"))

    def reasons(self, type_: FeedbackType) -> tuple[AvailableReason, ...]:
        """What may be said against a fingerprint of this kind."""
        return wire.parse_reasons(self._get(f"/v2/feedback/{type_.value}/reasons"))

    def page(self, *, since: datetime, until: datetime) -> Page:
        """The first page of what changed in a range."""
        span = httpx.QueryParams({"from": wire.time_text(since), "to": wire.time_text(until)})
        return self._page(f"{self._root}{ENTRIES}?{span}")

    def page_after(self, untrusted_next: str) -> Page:
        """The page that the one before it named, and nothing of our own added."""
        return self._page(next_address(self._root, untrusted_next))

    def large(self, untrusted_href: str) -> bytes:
        """A large fingerprint's bytes; its address is for now, and not kept."""
        return self._read(large_address(self._root, untrusted_href), limit_bytes=LARGE_LIMIT_BYTES)

    def give_feedback(self, member: str, entry: str, type_: FeedbackType, said: FeedbackSubmission) -> None:
        """What we think of a fingerprint of an entry."""
        path = "/".join(quote(part, safe="") for part in (member, entry, type_.value))
        address = f"{self._root}{ENTRIES}/{path}/feedback"
        response, _ = self._once("PUT", address, limit_bytes=wire.PAGE_LIMIT_BYTES, content=wire.render_feedback(said))
        _refuse(response)

    def _page(self, address: str) -> Page:
        return wire.parse_page(self._read(address, limit_bytes=wire.PAGE_LIMIT_BYTES))

    def _get(self, path: str) -> bytes:
        return self._read(self._root + path, limit_bytes=wire.PAGE_LIMIT_BYTES)

    def _read(self, address: str, *, limit_bytes: int) -> bytes:
        """The answer's bytes, after four more tries at most."""
        for tried in range(TRIED_AGAIN + 1):
            seconds = 2.0**tried
            try:
                response, body = self._once("GET", address, limit_bytes=limit_bytes)
                if response.status_code not in _PASSING:
                    _refuse(response)
                    return body
                seconds, why = _asked_to_wait(response) or seconds, f"HTTP {response.status_code}"
            except ClearinghouseUnreachable as away:
                why = away.detail
            if tried < TRIED_AGAIN:
                log.warning("hash sharing: %s, asked again in %s s", why, seconds)
                self._wait(min(seconds, LONGEST_WAIT_SECONDS))
        raise ClearinghouseUnreachable(why)

    def _once(self, method: str, address: str, *, limit_bytes: int, content: bytes | None = None) -> tuple[httpx.Response, bytes]:
        body, over = bytearray(), clock.monotonic() + ANSWER_WITHIN_SECONDS
        try:
            with self._http.stream(method, address, content=content, headers=XML if content else None) as response:
                if response.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
                    raise ClearinghouseRefuses("it answers in an encoding that was not asked for")
                for block in response.iter_raw(1 << 16):
                    body += block
                    if len(body) > limit_bytes:
                        raise AnswerTooLong(f"{limit_bytes} bytes at most")
                    if clock.monotonic() > over:
                        raise ClearinghouseUnreachable("the answer takes too long")
        except httpx.TransportError as error:
            raise ClearinghouseUnreachable(type(error).__name__) from None
        return response, bytes(body)


def _refuse(response: httpx.Response) -> None:
    if not httpx.codes.is_success(response.status_code):
        raise ClearinghouseRefuses(f"HTTP {response.status_code}")


def _asked_to_wait(response: httpx.Response) -> float | None:
    after = response.headers.get("Retry-After", "").strip()
    return float(after) if after.isascii() and after.isdigit() and len(after) < 9 else None
