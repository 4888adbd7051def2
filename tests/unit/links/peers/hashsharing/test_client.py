from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import httpx
import pytest

from varde.kernels.wire import hashsharing as wire
from varde.kernels.wire.hashsharing.types import FeedbackSubmission, FeedbackType, Member, Page, Status
from varde.links.peers import errors
from varde.links.peers.hashsharing import client as module
from varde.links.peers.hashsharing.client import HashSharingClient

ROOT = "https://lantern.example/hashsharing"
SINCE, UNTIL = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)
EMPTY = wire.render_page(Page(()))


class Lantern:
    """Answers one after the other, and keeps what it was asked."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.answers, self.asked, self.waits = list(answers), list[httpx.Request](), list[float]()
        http = httpx.Client(auth=("harbour", "made-up"), transport=httpx.MockTransport(self._answer))
        self.client = HashSharingClient(ROOT, http, wait=self.waits.append)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def busy(code: int = 503, **headers: str) -> httpx.Response:
    return httpx.Response(code, headers=headers, stream=httpx.ByteStream(b""))


def good(body: bytes = EMPTY) -> httpx.Response:
    return httpx.Response(200, stream=httpx.ByteStream(body))


def test_it_asks_below_its_root_with_its_log_in_and_times_in_utc() -> None:
    lantern = Lantern(good())
    assert lantern.client.page(since=SINCE, until=UNTIL) == Page(())
    (asked,) = lantern.asked
    assert asked.url.copy_with(query=None) == f"{ROOT}/v2/entries"
    assert dict(asked.url.params) == {"from": "2026-03-01T00:00:00Z", "to": "2026-03-02T00:00:00Z"}
    assert asked.headers["Authorization"].startswith("Basic ")


def test_the_next_page_is_asked_for_as_it_was_named_and_nothing_is_added() -> None:
    lantern = Lantern(good())
    lantern.client.page_after("/v2/entries?from=a&to=b&start=1000&size=1000&max=1200")
    assert str(lantern.asked[0].url) == f"{ROOT}/v2/entries?from=a&to=b&start=1000&size=1000&max=1200"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://mallory.example/v2/entries?start=1",
        "//mallory.example/v2/entries?start=1",
        "@mallory.example/v2/entries?start=1",
        ".mallory.example/v2/entries?start=1",
        "/v2/entries/../../../ispws/status?start=1",
        "/v2/entries/%2e%2e/members?",
        "/v2/../members?start=1",
        "/v2/members?start=1",
        "/v2/entriesX?start=1",
        "\\\\mallory.example/v2/entries?",
        "/v2/entries?start=1 2",
        "/v2/entries?start=1\r\nHost: mallory.example",
        "/v2/entries?start=1#",
        "",
    ],
)
def test_a_next_that_leaves_the_root_is_not_followed(elsewhere: str) -> None:
    lantern = Lantern()
    with pytest.raises(errors.AddressLeavesRoot):
        lantern.client.page_after(elsewhere)
    assert not lantern.asked


@pytest.mark.parametrize("code", [429, 500, 502, 503, 504])
def test_a_busy_or_broken_server_is_asked_four_times_more_and_when_it_says(code: int) -> None:
    lantern = Lantern(busy(code, **{"Retry-After": "7"}), httpx.ReadTimeout("slow"), busy(code), busy(code), good())
    assert lantern.client.page(since=SINCE, until=UNTIL) == Page(())
    assert lantern.waits == [7.0, 2.0, 4.0, 8.0]


def test_no_server_holds_the_worker_by_asking_it_to_wait() -> None:
    lantern = Lantern(busy(429, **{"Retry-After": "99999999"}), good())
    lantern.client.page(since=SINCE, until=UNTIL)
    assert lantern.waits == [module.LONGEST_WAIT_SECONDS]


def test_after_four_tries_more_it_gives_up() -> None:
    lantern = Lantern(*[busy() for _ in range(5)])
    with pytest.raises(errors.ClearinghouseUnreachable, match="HTTP 503"):
        lantern.client.page(since=SINCE, until=UNTIL)
    assert not lantern.answers


@pytest.mark.parametrize("code", [301, 400, 401, 403, 404])
def test_a_refusal_is_final_and_a_redirection_is_not_followed(code: int) -> None:
    lantern = Lantern(busy(code, Location="https://mallory.example/"))
    with pytest.raises(errors.ClearinghouseRefuses, match=str(code)):
        lantern.client.page(since=SINCE, until=UNTIL)
    assert not lantern.waits


def test_an_answer_without_end_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "PAGE_LIMIT_BYTES", 1 << 20)
    read: list[int] = []

    def without_end() -> Iterator[bytes]:
        while True:
            read.append(1 << 16)
            yield bytes(1 << 16)

    lantern = Lantern(httpx.Response(200, content=without_end()))
    with pytest.raises(errors.AnswerTooLong):
        lantern.client.page(since=SINCE, until=UNTIL)
    assert sum(read) <= 2 << 20


def test_a_compressed_answer_was_not_asked_for() -> None:
    lantern = Lantern(httpx.Response(200, headers={"Content-Encoding": "gzip"}, stream=httpx.ByteStream(b"bomb")))
    with pytest.raises(errors.ClearinghouseRefuses):
        lantern.client.page(since=SINCE, until=UNTIL)


def test_feedback_is_put_once() -> None:
    lantern = Lantern(good(b""), busy())
    said = FeedbackSubmission(("01234567-0000-4000-8000-000000000001",))
    lantern.client.give_feedback("101", "made/1", FeedbackType.PDQ, said)
    (asked,) = lantern.asked
    assert (asked.method, str(asked.url)) == ("PUT", f"{ROOT}/v2/entries/101/made%2F1/PDQ/feedback")
    assert wire.parse_feedback(asked.content) == said
    with pytest.raises(errors.ClearinghouseRefuses, match="503"):
        lantern.client.give_feedback("101", "made/1", FeedbackType.PDQ, said)


@pytest.mark.parametrize("href", ["/v2/large/made-1/TMK", f"{ROOT}/v2/large/made-1/TMK"])
def test_a_large_fingerprint_is_fetched_raw_from_its_address(href: str) -> None:
    lantern = Lantern(good(b"\0\1raw"))
    assert lantern.client.large(href) == b"\0\1raw"
    assert str(lantern.asked[0].url) == f"{ROOT}/v2/large/made-1/TMK"


@pytest.mark.parametrize("href", ["https://mallory.example/x", "http://lantern.example/x", "//mallory.example/x", "file:///etc"])
def test_and_from_no_other_host(href: str) -> None:
    with pytest.raises(errors.AddressLeavesRoot):
        Lantern().client.large(href)


@pytest.mark.parametrize(
    ("ask", "body", "expected"),
    [
        (HashSharingClient.members, wire.render_members([Member("1", "Lantern")]), (Member("1", "Lantern"),)),
        (HashSharingClient.categorizations, wire.render_categorizations([]), ()),
        (lambda asked: asked.reasons(FeedbackType.MD5), wire.render_reasons(FeedbackType.MD5, []), ()),
        (
            HashSharingClient.status,
            wire.render_status(Status("192.0.2.1", "harbour", Member("2"))),
            Status("192.0.2.1", "harbour", Member("2")),
        ),
    ],
)
def test_the_other_reads(ask: Callable[[HashSharingClient], object], body: bytes, expected: object) -> None:
    assert ask(Lantern(good(body)).client) == expected
