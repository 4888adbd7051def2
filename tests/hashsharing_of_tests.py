"""A small clearinghouse on 127.0.0.1 that shares a list: pages, members, reasons, feedback; and what can go wrong there."""

from __future__ import annotations

import base64
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from unit.kernels.wire.lists.lists_of_tests import md5, sha1, wide
from varde.kernels.wire import hashsharing as wire
from varde.kernels.wire.hashsharing.types import (
    AvailableReason,
    Deleted,
    Entry,
    FeedbackSubmission,
    FeedbackType,
    Fingerprint,
    Media,
    Page,
)

USER, PASSWORD = "harbour", "four-made-up-words"
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
REASON = AvailableReason("01234567-0000-4000-8000-000000000001", "A made-up reason", "MD5")


def shared(number: int, *, at: datetime = LONG_AGO, member: str = "101") -> Entry:
    values = (("md5", md5(number)), ("sha1", sha1(number)), ("pdq", wide(number)))
    fingerprints = tuple(Fingerprint(*value) for value in values)
    return Entry(media=Media.IMAGE, member=member, id=f"made-{number}", timestamp=at, fingerprints=fingerprints)


def gone(number: int, *, at: datetime) -> Deleted:
    return Deleted(media=Media.IMAGE, member="101", id=f"made-{number}", timestamp=at)


@dataclass
class Lantern:
    """What the server holds, and what it was told. `mischief`: what its next answers of entries are instead."""

    held: dict[str, Entry | Deleted] = field(default_factory=dict)
    size: int = 3
    asked: list[str] = field(default_factory=list)
    feedback: dict[str, FeedbackSubmission] = field(default_factory=dict)
    mischief: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    port: int = 0

    def say(self, *entries: Entry | Deleted) -> None:
        for one in entries:
            self.held[one.id] = one

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}/hashsharing"

    def page(self, query: dict[str, list[str]]) -> Page:
        since, until = (datetime.fromisoformat(query[name][0]) for name in ("from", "to"))
        start = int(query.get("start", ["0"])[0])
        mine = [one for one in self.held.values() if since <= one.timestamp <= until]
        end = start + self.size
        after = "&".join(f"{name}={query[name][0].replace('+', '%2B')}" for name in ("from", "to"))
        return Page(tuple(mine[start:end]), f"/v2/entries?{after}&start={end}" if end < len(mine) else None)


def _handler(lantern: Lantern) -> type[BaseHTTPRequestHandler]:
    log_in = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path.removeprefix("/hashsharing"))
            lantern.asked.append(asked.geturl())
            if self.headers["Authorization"] != log_in:
                self._answer(401)
            elif asked.path == "/v2/entries" and lantern.mischief:
                code, headers = lantern.mischief.pop(0)
                self._answer(code, headers=headers)
            elif asked.path == "/v2/entries":
                self._answer(200, wire.render_page(lantern.page(parse_qs(asked.query))))
            elif asked.path.endswith("/reasons"):
                self._answer(200, wire.render_reasons(FeedbackType.MD5, [REASON]))
            else:
                self._answer(404)

        def do_PUT(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            lantern.feedback[self.path.removeprefix("/hashsharing")] = wire.parse_feedback(body)
            self._answer(200)

        def _answer(self, code: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
            self.send_response(code)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def lantern_shares(*entries: Entry | Deleted) -> Iterator[Lantern]:
    lantern = Lantern()
    lantern.say(*entries)
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(lantern)) as server:
        lantern.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield lantern
        server.shutdown()


def some(count: int) -> list[Entry]:
    return [shared(number, at=LONG_AGO + timedelta(minutes=number)) for number in range(count)]
