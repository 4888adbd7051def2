"""One reporting organisation: whole cycles over one connection, each request timed."""

from __future__ import annotations

import base64
import http.client
import secrets
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from rehearsal.measuring.errors import WorkerFailed
from varde.kernels.terms import clock
from varde.kernels.wire import cybertip as wire

ENDPOINTS = ("submit", "upload", "fileinfo", "finish")


@dataclass
class Seen:
    """What a reporter saw: the seconds of each request by endpoint, whole cycles, and how late each one began."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in ENDPOINTS})
    cycles: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)


class Reporter:
    """Keeps one connection open and files one report after the other."""

    def __init__(self, port: int, user: str, password: str) -> None:
        self._port = port
        self._log_in = base64.b64encode(f"{user}:{password}".encode()).decode()
        self._http: http.client.HTTPConnection | None = None
        self.seen = Seen()

    def file(self, number: int, files: Sequence[bytes]) -> None:
        """Submit, upload and describe each file, finish."""
        began = time.perf_counter()
        xml = {"Content-Type": "text/xml; charset=utf-8"}
        opened = self._post("submit", report(number), xml)
        for content in files:
            kind, body = form(opened.report_id, content)
            uploaded = self._post("upload", body, {"Content-Type": kind})
            self._post("fileinfo", details(opened.report_id, uploaded.file_id), xml)
        self._post("finish", f"id={opened.report_id}".encode(), {"Content-Type": "application/x-www-form-urlencoded"})
        self.seen.cycles.append(time.perf_counter() - began)

    def _post(self, endpoint: str, body: bytes, headers: dict[str, str]) -> wire.Response:
        began = time.perf_counter()
        if self._http is None:
            self._http = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
            self._http.connect()
            self._http.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._http.request("POST", f"/ispws/{endpoint}", body=body, headers=headers | {"Authorization": f"Basic {self._log_in}"})
        answer = self._http.getresponse()
        said = answer.read()
        self.seen.seconds[endpoint].append(time.perf_counter() - began)
        told = wire.parse_answer(said)
        if answer.status != http.HTTPStatus.OK or told.code:
            raise WorkerFailed(f"{endpoint} answered HTTP {answer.status}, code {told.code}")
        return told if isinstance(told, wire.Response) else wire.Response(told.code, "", told.report_id)


def report(number: int) -> bytes:
    """A report as a platform's client writes it: one account, where it was seen, how it can be reached."""
    at = clock.now() - timedelta(hours=2)
    seen = wire.IpCapture(ip_address=f"198.51.100.{number % 250 + 1}", event_name=wire.EventName.UPLOAD, date_time=at, port=40000)
    mail = wire.Email(address=f"heron-{number}@mail.example", verified=True)
    return wire.render_report(
        wire.Report(
            incident_summary=wire.IncidentSummary(
                incident_type=wire.IncidentType.CSAM, platform="Harbour", incident_date_time=at
            ),
            reporter=wire.Reporter(reporting_person=wire.Person(email=(wire.Email(address="reports@harbour.example"),))),
            person_or_user_reported=(
                wire.ReportedPerson(
                    person_or_user_reported_person=wire.Person(email=(mail,)),
                    esp_identifier=f"heron-{number}",
                    screen_name=f"heron {number}",
                    ip_capture_event=(seen,),
                ),
            ),
        )
    )


def details(report_id: int | None, file_id: str | None) -> bytes:
    """What is known of one file."""
    if report_id is None or file_id is None:
        raise WorkerFailed("an answer without the report's or the file's id")
    return wire.render_file_details(
        wire.FileDetails(report_id=report_id, file_id=file_id, original_file_name="hills.jpg", file_viewed_by_esp=True)
    )


def form(report_id: int | None, content: bytes) -> tuple[str, bytes]:
    """multipart/form-data (RFC 7578) with `id` and `file`: its content type and its bytes."""
    edge = secrets.token_hex(16)
    head = (
        f'--{edge}\r\nContent-Disposition: form-data; name="id"\r\n\r\n{report_id}\r\n'
        f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="hills.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    )
    return f"multipart/form-data; boundary={edge}", head.encode() + content + f"\r\n--{edge}--\r\n".encode()
