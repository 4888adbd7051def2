from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest

from varde.kernels.wire import cybertip
from varde.links.peers.cybertip.client import ANSWER_LIMIT_BYTES, CyberTipClient
from varde.links.peers.errors import ClearinghouseAsksForTime, ClearinghouseUnreachable

SUCCESS = cybertip.render_response(cybertip.Response(0, "Success", 7))


def client(answer: Callable[[httpx.Request], httpx.Response]) -> CyberTipClient:
    transport = httpx.MockTransport(answer)
    return CyberTipClient(
        httpx.Client(base_url="https://lantern.example/ispws", auth=("harbour", "made up"), transport=transport)
    )


def said(status: int, body: bytes, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, stream=httpx.ByteStream(body), headers=named)


def answering(status: int, body: bytes, **headers: str) -> CyberTipClient:
    return client(lambda _request: said(status, body, **headers))


def test_a_call_carries_the_log_in_and_the_form() -> None:
    seen: list[httpx.Request] = []
    client(lambda request: seen.append(request) or said(200, SUCCESS)).retract(7)  # type: ignore[func-returns-value]
    assert str(seen[0].url) == "https://lantern.example/ispws/retract"
    assert seen[0].headers["Authorization"].startswith("Basic ")
    assert seen[0].content == b"id=7"


def test_an_upload_is_a_form_with_id_and_file() -> None:
    seen: list[bytes] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.read())
        return said(200, SUCCESS)

    client(answer).upload(7, name="a.bin", content=io.BytesIO(b"hills"))
    assert b'name="id"' in seen[0]
    assert b'filename="a.bin"' in seen[0]
    assert b"hills" in seen[0]


@pytest.mark.parametrize("body", [b"", b"<html>log in</html>", SUCCESS])
def test_a_refused_log_in_is_one_whatever_its_body_says(body: bytes) -> None:
    assert answering(401, body).retract(7).code == 2000


@pytest.mark.parametrize(("status", "code"), [(500, 1000), (503, 1000), (429, 1000), (403, 3000), (400, 4000)])
def test_an_empty_error_is_judged_by_its_status(status: int, code: int) -> None:
    assert answering(status, b"").retract(7).code == code


def test_the_code_counts_on_http_200_too_and_an_unknown_one_survives() -> None:
    assert answering(200, cybertip.render_response(cybertip.Response(1001, "cvc"))).retract(7).code == 1001
    assert answering(418, cybertip.render_response(cybertip.Response(87654, "new"))).retract(7).code == 87654


@pytest.mark.parametrize(("code", "number"), [(1 << 31, 7), (-(1 << 31) - 1, 7), (0, 1 << 63), (0, -1)])
def test_numbers_that_the_schema_has_no_room_for_are_no_answer(code: int, number: int) -> None:
    with pytest.raises(cybertip.AnswerUnreadable):
        answering(200, cybertip.render_response(cybertip.Response(code, "", number))).retract(7)


def test_a_success_on_an_error_status_is_none() -> None:
    assert answering(502, SUCCESS).retract(7).code == 1000


@pytest.mark.parametrize("body", [SUCCESS[:40], b"not xml", b"<other/>", b"", b"x" * (2 << 20)])
def test_an_answer_that_cannot_be_read_is_no_answer(body: bytes) -> None:
    with pytest.raises(cybertip.AnswerUnreadable):
        answering(200, body).retract(7)


def test_a_broken_connection_is_said_without_particulars() -> None:
    def broken(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("https://lantern.example refused", request=request)

    with pytest.raises(ClearinghouseUnreachable) as refused:
        client(broken).retract(7)
    assert refused.value.detail == "ConnectError"


def test_a_finish_keeps_the_bytes_that_came() -> None:
    done = cybertip.render_done(cybertip.Done(0, 7, ("a" * 32,))).replace(b"<files>", b"\n  <files>")
    answer, verbatim = answering(200, done).finish(7)
    assert verbatim == done
    assert isinstance(answer, cybertip.Done)
    assert answer.files == ("a" * 32,)


def test_a_refused_finish_may_come_with_either_root() -> None:
    for body in (cybertip.render_done(cybertip.Done(5102, 7)), cybertip.render_response(cybertip.Response(5102, "finished", 7))):
        assert answering(409, body).finish(7)[0].code == 5102


@pytest.mark.parametrize("coding", ["gzip", "x-gzip", "GZIP"])
def test_an_answer_that_came_compressed_is_read(coding: str) -> None:
    assert answering(200, gzip.compress(SUCCESS), Content_Encoding=coding).retract(7).report_id == 7


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(bytes(ANSWER_LIMIT_BYTES * 200))),
        ("gzip", gzip.compress(SUCCESS)[:30]),
        ("gzip", SUCCESS),
        ("br", SUCCESS),
    ],
    ids=["bomb", "cut off", "not gzip", "not asked for"],
)
def test_a_compressed_answer_costs_no_more_than_a_plain_one(coding: str, body: bytes) -> None:
    with pytest.raises(cybertip.AnswerUnreadable):
        answering(200, body, Content_Encoding=coding).retract(7)


@pytest.mark.parametrize(
    ("after", "wait"), [("120", timedelta(minutes=2)), ("0", timedelta()), ("999999999", timedelta(hours=1))]
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_clearinghouse_says_when_to_come_again(status: int, after: str, wait: timedelta) -> None:
    with pytest.raises(ClearinghouseAsksForTime) as refused:
        answering(status, b"", Retry_After=after).retract(7)
    assert refused.value.wait == wait


@pytest.mark.parametrize("after", ["", "soon", "Wed, 21 Oct 2026 07:28:00 GMT", "1" * 40])
def test_a_wait_that_is_no_number_of_seconds_is_left_to_the_runner(after: str) -> None:
    assert answering(503, b"", Retry_After=after).retract(7).code == 1000


def test_a_large_upload_is_not_bounded_in_all_but_in_each_read_and_write() -> None:
    """1 GB: a minute for each write, and for the answer as long as it takes to digest what came."""
    seen: list[dict[str, float]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.extensions["timeout"])
        return said(200, SUCCESS)

    client(answer).upload(7, name="a.bin", content=Hills(1_000_000_000))
    assert seen == [{"connect": 10, "read": 310.0, "write": 60, "pool": 60}]


class Hills(io.BytesIO):
    """A file that says that it is larger than what is read of it here."""

    def __init__(self, size: int) -> None:
        super().__init__(b"hills")
        self._size = size

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._size if whence == io.SEEK_END else super().seek(offset, whence)
