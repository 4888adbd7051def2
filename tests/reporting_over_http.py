"""A reporter who knows nothing but plain HTTP and made-up documents: for stations of ours and for other implementations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import httpx

from varde.kernels.wire import cybertip

XML = "text/xml; charset=utf-8"
CSAM = "Child Pornography (possession, manufacture, and distribution)"
UNKNOWN = 9_000_000_000_000_000
EMAIL = "desk@harbour.example.com"


def summary(*, kind: str = CSAM, before: str = "", at: str = "2016-05-10T12:00:00Z", after: str = "") -> str:
    when = f"<incidentDateTime>{at}</incidentDateTime>"
    return f"<incidentSummary><incidentType>{kind}</incidentType>{before}{when}{after}</incidentSummary>"


def reporter(*, person: str = f"<email>{EMAIL}</email>", after: str = "") -> str:
    return f"<reporter><reportingPerson>{person}</reportingPerson>{after}</reporter>"


def account(inside: str = "<espIdentifier>kestrel</espIdentifier>") -> str:
    return f"<personOrUserReported>{inside}</personOrUserReported>"


def report(
    people: str = account(), *, first: str = "", head: str | None = None, internet: str = "", law: str = "",
    by: str | None = None, rest: str = "", attributes: str = "",
) -> str:  # fmt: skip
    head = summary() if head is None else head
    by = reporter() if by is None else by
    return f"<report{attributes}>{first}{head}{internet}{law}{by}{people}{rest}</report>"


BATCHED = '<batchedReport reason="VIRAL_POTENTIAL_MEME"/>'


def batched(people: str = account() + account("<espIdentifier>heron</espIdentifier>"), **parts: str) -> str:
    return report(people, first=BATCHED, **parts)


def file_details(number: int | str, file_id: str, inside: str = "") -> str:
    return f"<fileDetails><reportId>{number}</reportId><fileId>{file_id}</fileId>{inside}</fileDetails>"


@dataclass
class Answer:
    """An answer with what every client looks at."""

    status: int
    body: bytes
    headers: httpx.Headers

    @property
    def said(self) -> cybertip.Response:
        return cybertip.parse_response(self.body)

    @property
    def done(self) -> cybertip.Done:
        return cybertip.parse_done(self.body)

    @property
    def code(self) -> int:
        """Under either root."""
        return cybertip.parse_answer(self.body).code


@dataclass
class Reporter:
    """A log-in and where to use it."""

    root: str
    user: str
    password: str
    client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=120, trust_env=False))

    def call(
        self, method: str, endpoint: str, body: bytes | str | Iterable[bytes] = b"", *, kind: str | None = XML, **headers: str
    ) -> Answer:
        sent = {"Content-Type": kind, **headers} if kind else headers
        data = body.encode() if isinstance(body, str) else body
        answer = self.client.request(
            method, f"{self.root}/{endpoint}", content=data, headers=sent, auth=(self.user, self.password)
        )
        return Answer(answer.status_code, answer.content, answer.headers)

    def submit(self, document: str | bytes | None = None, **how: str) -> Answer:
        return self.call("POST", "submit", report() if document is None else document, **how)

    def opened(self, document: str | None = None) -> int:
        answer = self.submit(document)
        assert (answer.status, answer.code) == (200, 0), answer.body
        assert answer.said.report_id is not None
        return answer.said.report_id

    def form(self, endpoint: str, fields: dict[str, str], files: list[tuple[str, tuple[str, bytes]]] | None = None) -> Answer:
        """As multipart, also without a file."""
        parts: list[tuple[str, tuple[str | None, bytes | str]]] = [(name, (None, value)) for name, value in fields.items()]
        answer = self.client.post(f"{self.root}/{endpoint}", files=[*parts, *(files or [])], auth=(self.user, self.password))
        return Answer(answer.status_code, answer.content, answer.headers)

    def upload(self, number: object, data: bytes) -> Answer:
        return self.form("upload", {"id": str(number)}, [("file", ("hills.jpg", data))])

    def fileinfo(self, number: int, file_id: str, inside: str = "") -> Answer:
        return self.call("POST", "fileinfo", file_details(number, file_id, inside))

    def finish(self, number: object) -> Answer:
        return self.form("finish", {"id": str(number)})

    def retract(self, number: object) -> Answer:
        return self.form("retract", {"id": str(number)})

    def with_file(self, document: str | None = None, data: bytes = b"hills") -> tuple[int, str]:
        """An open report with one upload."""
        number = self.opened(document)
        answer = self.upload(number, data)
        assert answer.said.code == 0, answer.body
        assert answer.said.file_id
        return number, answer.said.file_id
