"""A small clearinghouse on 127.0.0.1: the reporting API's five calls, and the ways in which it can misbehave."""

from __future__ import annotations

import gzip
import hashlib
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs
from uuid import uuid4

import httpx

from varde.kernels.wire import cybertip as wire
from varde.links.peers.cybertip.client import CyberTipClient, client_for

PATHS = ("submit", "upload", "fileinfo", "finish", "retract")
# Nothing was done, and the caller is told so or not at all.
BEFORE = (
    "lost before", "hangs before", "says 500 1000", "says 503 1000", "says 200 1001", "says 200 7777", "says 400 7777",
    "says 200 -3", "empty 401", "empty 500", "empty 429", "busy 503", "page 502",
)  # fmt: skip
# It was done, and the caller does not learn it.
AFTER = (
    "lost after", "hangs after", "torn", "huge", "bomb", "wrong root", "no code", "no reportId", "then says 500 1000",
    "then says 200 1001", "then says 200 7777", "then empty 401", "then busy 503",
)  # fmt: skip
# It was done, and the answer says so in a way that one must be able to read.
HARMLESS = ("chunked", "gzip", "either root", "more elements")
OF_UPLOADS = ("wrong hash", "no fileId", "fileId 1e5", "fileId 12345678901234567890123456789012", "no hash")


@dataclass
class Report:
    """One report at the clearinghouse."""

    document: wire.Report
    state: str = "opened"
    files: dict[str, bytes] = field(default_factory=dict)
    details: dict[str, wire.FileDetails] = field(default_factory=dict)


@dataclass
class Lantern:
    """What the server holds. `mischief`: per path, what happens to its next calls; then all is well again."""

    reports: dict[int, Report] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    mischief: dict[str, list[str]] = field(default_factory=dict)
    port: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def filed(self) -> list[Report]:
        """Finished reports, in order."""
        return [report for report in self.reports.values() if report.state == "finished"]

    @property
    def root(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}/ispws"

    def client(self) -> CyberTipClient:
        """Harbour's client for it."""
        return client_for(self.root, "harbour", "made up")

    def impatient_client(self) -> CyberTipClient:
        """One that takes a server for dead after half a second instead of a minute."""
        return _Impatient(httpx.Client(base_url=self.root, auth=("harbour", "made up"), timeout=0.5, trust_env=False))

    def expire(self) -> None:
        """A day goes by: what was not finished is gone."""
        for report in self.reports.values():
            report.state = "expired" if report.state == "opened" else report.state


class _Impatient(CyberTipClient):
    """An upload waits no longer than any other call."""

    def _call(self, method: str, path: str, **sent: object) -> tuple[wire.Done | wire.Response, bytes]:
        return super()._call(method, path, **{name: value for name, value in sent.items() if name != "timeout"})


@contextmanager
def lantern() -> Iterator[Lantern]:
    """A clearinghouse for the length of a test."""
    held = Lantern()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"held": held}))
    server.daemon_threads = True
    held.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield held
    finally:
        held.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    held: Lantern
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's name
        """Quiet."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        path = self.path.removeprefix("/ispws/")
        self.held.calls.append(path)
        ways = self.held.mischief.get(path, [])
        way = ways.pop(0) if ways else ""
        if self._refused(way):
            return
        status, answer = self._do(path, body, way=way)
        if not self._refused(way.removeprefix("then ").replace(" after", " before")):
            self._garbled(status, answer, way=way)

    def _refused(self, way: str) -> bool:
        """Answer as `way` says, without the answer; False when it says nothing of the kind."""
        word, *more = way.split(" ")
        if way == "hangs before":
            self.held.over.wait()
        if way in {"hangs before", "lost before"}:
            self.close_connection = True
        elif word == "says":
            status, code = (int(number) for number in more)
            self._answer(status, wire.render_response(wire.Response(code, "as asked")))
        elif word == "empty":
            self._answer(int(more[0]), b"")
        elif word == "busy":
            self._answer(int(more[0]), b"", **{"Retry-After": "7"})
        elif word == "page":
            self._answer(int(more[0]), b"<html><body>a proxy's own page</body></html>", **{"Content-Type": "text/html"})
        else:
            return False
        return True

    def _garbled(self, status: int, body: bytes, *, way: str) -> None:
        if way == "torn":
            self._answer(status, body, torn=True)
        elif way == "huge":
            self._answer(status, body + b" " * (3 << 20))
        elif way == "bomb":
            self._answer(status, gzip.compress(body + b" " * (200 << 20), 1), **{"Content-Encoding": "gzip"})
        elif way == "gzip":
            self._answer(status, gzip.compress(body), **{"Content-Encoding": "gzip"})
        elif way == "chunked":
            self._answer_in_chunks(status, body)
        else:
            self._answer(status, _reworded(body, way))

    def _answer(self, status: int, body: bytes, *, torn: bool = False, **headers: str) -> None:
        said = {"Content-Type": "application/xml", "Request-ID": uuid4().hex, "Content-Length": str(len(body))} | headers
        self._head(status, said)
        self.wfile.write(body[: len(body) // 2] if torn else body)
        if torn:
            self.close_connection = True

    def _answer_in_chunks(self, status: int, body: bytes) -> None:
        self._head(status, {"Content-Type": "application/xml", "Transfer-Encoding": "chunked"})
        for place in range(0, len(body), 7):
            chunk = body[place : place + 7]
            self.wfile.write(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")
        self.wfile.write(b"0\r\n\r\n")

    def _head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _do(self, path: str, body: bytes, *, way: str) -> tuple[int, bytes]:
        response = self._upload(body, way=way) if path == "upload" else getattr(self, f"_{path}")(body)
        if isinstance(response, wire.Done):
            return wire.HTTP_STATUS[response.code], wire.render_done(response)
        return wire.HTTP_STATUS[response.code], wire.render_response(response)

    def _submit(self, body: bytes) -> wire.Response:
        try:
            document = wire.parse_report(body)
        except wire.WireRefused as refused:
            return wire.Response(refused.response_code, refused.path)
        number = 1000 + len(self.held.reports)
        self.held.reports[number] = Report(document)
        return wire.Response(0, "Success", number)

    def _upload(self, body: bytes, *, way: str) -> wire.Response:
        form = _form(self.headers["Content-Type"], body)
        number = int(form["id"])
        if (refused := self._not_open(number)) is not None:
            return refused
        file_id = way.removeprefix("fileId ") if way.startswith("fileId ") else uuid4().hex[:31] + "a"
        self.held.reports[number].files[file_id] = form["file"]
        digest = "0" * 32 if way == "wrong hash" else hashlib.md5(form["file"]).hexdigest()
        said = wire.Response(0, "Success", number, file_id, digest)
        return replace(said, **{"no fileId": {"file_id": None}, "no hash": {"hash": None}}.get(way, {}))

    def _fileinfo(self, body: bytes) -> wire.Response:
        details = wire.parse_file_details(body)
        if (refused := self._not_open(details.report_id)) is not None:
            return refused
        self.held.reports[details.report_id].details[details.file_id] = details
        return wire.Response(0, "Success", details.report_id)

    def _finish(self, body: bytes) -> wire.Done | wire.Response:
        number = int(parse_qs(body.decode())["id"][0])
        if (refused := self._not_open(number)) is not None:
            return wire.Done(refused.code, number)
        self.held.reports[number].state = "finished"
        return wire.Done(0, number, tuple(self.held.reports[number].files))

    def _retract(self, body: bytes) -> wire.Response:
        number = int(parse_qs(body.decode())["id"][0])
        if (refused := self._not_open(number)) is not None:
            return refused
        self.held.reports[number].state = "retracted"
        return wire.Response(0, "Success", number)

    def _not_open(self, number: int) -> wire.Response | None:
        state = self.held.reports[number].state if number in self.held.reports else "unknown"
        codes = {"unknown": 5001, "retracted": 5101, "finished": 5102}
        return None if state == "opened" else wire.Response(codes[state], state, number)


def _reworded(body: bytes, way: str) -> bytes:
    """The same answer in other words; as it is when `way` has none."""
    said = body.decode()
    if way == "wrong root":
        return re.sub(r"(</?)report\w*Response", r"\1answer", said).encode()
    if way in {"no code", "no reportId"}:
        name = {"no code": "responseCode", "no reportId": "reportId"}[way]
        return re.sub(rf"<{name}>.*?</{name}>", "", said).encode()
    if way == "either root":
        return said.replace("reportDoneResponse", "reportResponse").encode()
    if way == "more elements":
        return re.sub(r"(</report\w*Response>)", r"<sentTo>the desk</sentTo>\1", said).encode()
    return body


def _form(content_type: str, body: bytes) -> dict[str, bytes]:
    message = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
    parts = message.iter_parts()
    return {str(part.get_param("name", header="content-disposition")): bytes(part.get_payload(decode=True)) for part in parts}
