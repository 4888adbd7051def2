"""The five calls of the reporting API over HTTP (as served: docs/reference/ispws.md)."""

from __future__ import annotations

import logging
import os
import zlib
from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from typing import Any, BinaryIO

import httpx

from varde.kernels.terms import clock
from varde.kernels.wire import cybertip as wire
from varde.links.peers.errors import ClearinghouseAsksForTime, ClearinghouseUnreachable

log = logging.getLogger(__name__)
ANSWER_LIMIT_BYTES = 1 << 20
XML = {"Content-Type": "text/xml; charset=utf-8"}
PATIENCE = httpx.Timeout(60, connect=10)  # for each single read and write, so that no size of a file is bounded by it
DIGESTED_BYTES_PER_S = 4_000_000  # slower than a clearinghouse that seals and hashes what it was sent before it answers
ANSWER_WITHIN_S = 300.0  # from the answer's first byte to its last: a server that drips holds no worker for ever
LONGEST_WAIT = timedelta(hours=1)
XS_INT, XS_LONG = 1 << 31, 1 << 63  # what the schema types codes and report numbers as
_GZIP = 31  # zlib's word for a gzip header


@lru_cache(maxsize=4)
def client_for(root: str, user: str, password: str) -> CyberTipClient:
    """One client, and so one pool of connections, for each address and log-in."""
    return CyberTipClient(
        httpx.Client(
            base_url=root,
            auth=(user, password),
            headers={"Accept-Encoding": "identity"},
            timeout=PATIENCE,
            follow_redirects=False,
            trust_env=False,
        )
    )


class CyberTipClient:
    """Answers come back whatever their code says; an exception means that there was no answer."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http

    def status(self) -> wire.Response:
        """Whether the log-in is good."""
        return self._response("GET", "/status")

    def submit(self, document: bytes) -> wire.Response:
        """Open a report; `document` is its XML."""
        return self._response("POST", "/submit", content=document, headers=XML)

    def upload(self, report_id: int, *, name: str, content: BinaryIO) -> wire.Response:
        """Send one file, streamed."""
        files = {"file": (name, content, "application/octet-stream")}
        return self._response("POST", "/upload", data={"id": str(report_id)}, files=files, timeout=_patience_for(content))

    def describe(self, details: wire.FileDetails) -> wire.Response:
        """Say what is known of one file."""
        return self._response("POST", "/fileinfo", content=wire.render_file_details(details), headers=XML)

    def finish(self, report_id: int) -> tuple[wire.Done | wire.Response, bytes]:
        """Finish the report; the answer also as the bytes that came."""
        return self._call("POST", "/finish", data={"id": str(report_id)})

    def retract(self, report_id: int) -> wire.Response:
        """Take an unfinished report back."""
        return self.retract_verbatim(report_id)[0]

    def retract_verbatim(self, report_id: int) -> tuple[wire.Response, bytes]:
        """The same; the answer also as the bytes that came, since it may be all that says that a report was filed."""
        answer, came = self._call("POST", "/retract", data={"id": str(report_id)})
        return _plain(answer), came

    def _response(self, method: str, path: str, **sent: Any) -> wire.Response:  # noqa: ANN401  httpx's own arguments
        answer, _ = self._call(method, path, **sent)
        return _plain(answer)

    def _call(self, method: str, path: str, **sent: Any) -> tuple[wire.Done | wire.Response, bytes]:  # noqa: ANN401
        try:
            with self._http.stream(method, path, **sent) as response:
                body = _bounded(response)
        except httpx.TransportError as error:
            raise ClearinghouseUnreachable(type(error).__name__) from None
        _heed(response)
        answer = _read(response.status_code, body)
        if answer.code:
            log.warning("%s answered code %s, Request-ID %s", path, answer.code, _request_id(response.headers))
        return answer, body


def _plain(answer: wire.Done | wire.Response) -> wire.Response:
    return wire.Response(answer.code, "", answer.report_id) if isinstance(answer, wire.Done) else answer


def _patience_for(content: BinaryIO) -> httpx.Timeout:
    """The answer to an upload may wait until the whole file was digested."""
    here = content.tell()
    size = content.seek(0, os.SEEK_END)
    content.seek(here)
    return httpx.Timeout(60, connect=10, read=60 + size / DIGESTED_BYTES_PER_S)


def _bounded(response: httpx.Response) -> bytes:
    """The answer as it was meant, never more of it than an answer is, compressed or not."""
    body, until = bytearray(), clock.monotonic() + ANSWER_WITHIN_S
    for block in response.iter_raw():
        body += block
        if len(body) > ANSWER_LIMIT_BYTES:
            raise wire.AnswerUnreadable("longer than an answer is")
        if clock.monotonic() > until:
            raise ClearinghouseUnreachable("the answer takes too long")
    coding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if coding in {"gzip", "x-gzip"}:
        return _unzipped(bytes(body))
    if coding != "identity":
        raise wire.AnswerUnreadable("of an encoding that was not asked for")
    return bytes(body)


def _unzipped(body: bytes) -> bytes:
    unzip = zlib.decompressobj(_GZIP)
    try:
        plain = unzip.decompress(body, ANSWER_LIMIT_BYTES)
    except zlib.error:
        raise wire.AnswerUnreadable("not what gzip writes") from None
    if not unzip.eof:
        raise wire.AnswerUnreadable("longer than an answer is, or cut off")
    return plain


def _heed(response: httpx.Response) -> None:
    """A busy clearinghouse that says for how long is asked again after that, and no sooner."""
    after = response.headers.get("Retry-After", "").strip()
    busy = {httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE}
    if response.status_code in busy and after.isascii() and after.isdigit() and len(after) <= 9:
        raise ClearinghouseAsksForTime(min(timedelta(seconds=int(after)), LONGEST_WAIT))


def _read(status: int, body: bytes) -> wire.Done | wire.Response:
    """The code counts, on HTTP 200 too; a refused log-in may have no body, and a broken server may contradict itself."""
    if status == httpx.codes.UNAUTHORIZED:
        return wire.Response(wire.ResponseCode.AUTHENTICATION_REQUIRED, "")
    if not body.strip() and not httpx.codes.is_success(status):
        return wire.Response(_by_status(status), "")
    answer = wire.parse_answer(body)
    if not -XS_INT <= answer.code < XS_INT or not 0 <= (answer.report_id or 0) < XS_LONG:
        raise wire.AnswerUnreadable("a number that the schema has no room for")
    if answer.code == 0 and not httpx.codes.is_success(status):
        return wire.Response(_by_status(status), "")
    return answer


def _by_status(status: int) -> int:
    is_ours = httpx.codes.is_client_error(status) and status != httpx.codes.TOO_MANY_REQUESTS
    forbidden = status == httpx.codes.FORBIDDEN
    if forbidden:
        return wire.ResponseCode.NOT_AUTHORISED
    return wire.ResponseCode.INVALID_REQUEST if is_ours else wire.ResponseCode.SERVER_ERROR


def _request_id(headers: Mapping[str, str]) -> str:
    return headers.get("Request-ID", "-")[:100]
