"""A reporting client in tests, as existing clients write and read."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lantern_of_tests import report
from varde.kernels.wire import cybertip

HARBOURS_PASSWORD = "harbour: password"
POSTED = ("submit", "upload", "fileinfo", "finish", "retract")
ENDPOINTS = (("GET", "status"), ("GET", "xsd"), *(("POST", name) for name in POSTED))
FORM = "application/x-www-form-urlencoded"


@dataclass
class Answer:
    """An answer with what every client looks at."""

    status: int
    body: bytes
    headers: Any

    @property
    def said(self) -> cybertip.Response:
        return cybertip.parse_response(self.body)

    @property
    def done(self) -> cybertip.Done:
        return cybertip.parse_done(self.body)


@dataclass
class Reporter:
    """A platform with its log-in."""

    user: str
    password: str

    @property
    def authorization(self) -> str:
        return "Basic " + base64.b64encode(f"{self.user}:{self.password}".encode()).decode()

    def call(self, method: str, endpoint: str, body: bytes = b"", *, content_type: str = "text/xml; charset=utf-8") -> Answer:
        headers = {"Authorization": self.authorization}
        answer = Client(raise_request_exception=False).generic(
            method, f"/ispws/{endpoint}", body, content_type=content_type, headers=headers
        )
        return Answer(answer.status_code, answer.content, answer.headers)

    def form(self, endpoint: str, **fields: Any) -> Answer:  # noqa: ANN401
        """As multipart."""
        answer = Client().post(f"/ispws/{endpoint}", fields, headers={"Authorization": self.authorization})
        return Answer(answer.status_code, answer.content, answer.headers)

    def submit(self, said: cybertip.Report | None = None, **how: Any) -> int:  # noqa: ANN401
        answer = self.call("POST", "submit", cybertip.render_report(said or report()), **how)
        assert (answer.status, answer.said.code) == (200, 0), answer.body
        assert answer.said.report_id is not None
        return answer.said.report_id

    def upload(self, number: object, data: bytes) -> Answer:
        return self.form("upload", id=str(number), file=SimpleUploadedFile("hills.jpg", data, content_type="image/jpeg"))

    def fileinfo(self, number: int, file_id: str, **known: Any) -> Answer:  # noqa: ANN401
        details = cybertip.FileDetails(report_id=number, file_id=file_id, **known)
        return self.call("POST", "fileinfo", cybertip.render_file_details(details))
