"""A small clearinghouse on 127.0.0.1: the reporting API's five calls, and the ways in which it can misbehave."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs
from uuid import uuid4

from varde.kernels.wire import cybertip as wire
from varde.links.peers.cybertip.client import CyberTipClient, client_for


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

    @property
    def filed(self) -> list[Report]:
        """Finished reports, in order."""
        return [report for report in self.reports.values() if report.state == "finished"]

    def client(self) -> CyberTipClient:
        """Harbour's client for it."""
        return client_for(f"http://127.0.0.1:{self.port}/ispws", "harbour", "made up")


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
        if way == "lost before":
            self.close_connection = True
            return
        if way.startswith("says"):
            status, code = (int(word) for word in way.split()[1:])
            self._answer(status, wire.render_response(wire.Response(code, "as asked")))
            return
        if way == "empty 401":
            self._answer(401, b"")
            return
        status, answer = self._do(path, body)
        if way == "lost after":
            self.close_connection = True
            return
        self._answer(status, answer, torn=way == "torn")

    def _answer(self, status: int, body: bytes, *, torn: bool = False) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/xml")
        self.send_header("Request-ID", uuid4().hex)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if torn else body)
        if torn:
            self.close_connection = True

    def _do(self, path: str, body: bytes) -> tuple[int, bytes]:
        response = getattr(self, f"_{path}")(body)
        if isinstance(response, wire.Done):
            return 200, wire.render_done(response)
        return wire.HTTP_STATUS[response.code], wire.render_response(response)

    def _submit(self, body: bytes) -> wire.Response:
        try:
            document = wire.parse_report(body)
        except wire.WireRefused as refused:
            return wire.Response(refused.response_code, refused.path)
        number = 1000 + len(self.held.reports)
        self.held.reports[number] = Report(document)
        return wire.Response(0, "Success", number)

    def _upload(self, body: bytes) -> wire.Response:
        form = _form(self.headers["Content-Type"], body)
        number = int(form["id"])
        if (refused := self._not_open(number)) is not None:
            return refused
        file_id = uuid4().hex[:31] + "a"
        self.held.reports[number].files[file_id] = form["file"]
        return wire.Response(0, "Success", number, file_id, hashlib.md5(form["file"]).hexdigest())

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


def _form(content_type: str, body: bytes) -> dict[str, bytes]:
    message = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
    parts = message.iter_parts()
    return {str(part.get_param("name", header="content-disposition")): bytes(part.get_payload(decode=True)) for part in parts}
