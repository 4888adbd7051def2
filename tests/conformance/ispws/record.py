"""Records one full cycle as a document that people can read: `python tests/conformance/ispws/record.py > FILE`.

What differs from run to run (ids, digests of a moment, where it ran) is written as a name, the same name for the same value;
so two recordings of services that behave alike are equal.
"""

from __future__ import annotations

import base64
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).parents[2]))  # as a command it stands alone

from reporting_over_http import Reporter, account, file_details, report

BOUNDARY = "varde-made-up"
HEAD = """# One report, from log-in to receipt

Recorded from a station by `tests/conformance/ispws/record.py`, and recorded again by a test that compares. Ids are written as
names in braces, and XML with a line for each element; the reporter, the account and the file are made up.
"""
SHOWN = ("content-type", "request-id", "www-authenticate", "allow")
FILE = b"These are hills, drawn in words.\n"


@dataclass
class Recorder:
    """Asks, and writes down what was asked and answered."""

    harbour: Reporter
    names: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    requests: int = 0

    def say(
        self, title: str, method: str, endpoint: str, body: bytes = b"", *, kind: str | None = None, user: bool = True
    ) -> bytes:
        sent = {"Content-Type": kind} if kind else {}
        log_in = (self.harbour.user, self.harbour.password) if user else None
        answer = self.harbour.client.request(method, f"{self.harbour.root}/{endpoint}", content=body, headers=sent, auth=log_in)
        self.lines += ["", f"## {title}", "", "```http", f"{method} /ispws/{endpoint} HTTP/1.1"]
        if user:
            self.lines.append("Authorization: Basic " + base64.b64encode(b"harbour:made up").decode())
        self.lines += [f"{name}: {value}" for name, value in sent.items()] + [
            "",
            _spread(body.decode()) or "(no body)",
            "```",
            "",
        ]
        self._learn(answer)
        self._answer(answer, is_long=endpoint == "xsd")
        return answer.content

    def _learn(self, answer: httpx.Response) -> None:
        for name in ("reportId", "fileId"):
            for value in re.findall(rf"<{name}>(\w+)</{name}>", answer.text):
                self.names.setdefault(value, "{" + name + "}")
        self.requests += 1
        self.names[answer.headers["request-id"]] = "{request " + str(self.requests) + "}"
        for user, where in re.findall(r"Remote User : (\S+), Remote Ip : ([^<\s]+)", answer.text):
            self.names |= {f"Remote User : {user}, Remote Ip : {where}": "Remote User : harbour, Remote Ip : {your address}"}

    def _answer(self, answer: httpx.Response, *, is_long: bool) -> None:
        headers = [f"{name.title()}: {answer.headers[name]}" for name in SHOWN if name in answer.headers]
        text = "(the schema)" if is_long and answer.status_code == 200 else _spread(answer.text)
        self.lines += ["```http", f"HTTP/1.1 {answer.status_code} {answer.reason_phrase}", *headers, "", text.strip(), "```"]

    def written(self) -> str:
        text = "\n".join(self.lines).replace("\r\n", "\n")
        for value, name in sorted(self.names.items(), key=lambda pair: -len(pair[0])):
            text = re.sub(rf"(^|>|id=|: ){re.escape(value)}(?=$|<)", rf"\g<1>{name}", text, flags=re.MULTILINE)
        return f"{HEAD}{text}\n"


def _spread(text: str) -> str:
    return text.replace("><", ">\n<").strip()


def recorded(harbour: Reporter) -> str:
    """One cycle, with the refusals that every client meets once."""
    to = Recorder(harbour)
    xml, multipart = "text/xml; charset=utf-8", f"multipart/form-data; boundary={BOUNDARY}"
    to.say("Without a log-in", "GET", "status", user=False)
    to.say("The log-in holds", "GET", "status")
    to.say("The schema", "GET", "xsd")
    to.say("A report that breaks a rule", "POST", "submit", report(account("<ipCaptureEvent/>")).encode(), kind=xml)
    opened = to.say("A report is opened", "POST", "submit", report().encode(), kind=xml)
    number = _in(opened, "reportId")
    uploaded = to.say("A file", "POST", "upload", _form(number, FILE), kind=multipart)
    details = file_details(number, _in(uploaded, "fileId"), "<fileViewedByEsp>true</fileViewedByEsp>").encode()
    to.say("What is known of the file", "POST", "fileinfo", details, kind=xml)
    to.say("A file is described once", "POST", "fileinfo", details, kind=xml)
    to.say("The report is finished: the receipt", "POST", "finish", _form(number), kind=multipart)
    to.say(
        "After a crash: was it finished?", "POST", "retract", f"id={number}".encode(), kind="application/x-www-form-urlencoded"
    )
    to.say("A finished report takes no more", "POST", "upload", _form(number, FILE), kind=multipart)
    return to.written()


def _in(answer: bytes, name: str) -> str:
    found = re.search(rf"<{name}>(\w+)</{name}>", answer.decode())
    assert found, answer
    return found[1]


def _form(number: str, file: bytes | None = None) -> bytes:
    parts = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="id"\r\n\r\n{number}\r\n'.encode()]
    if file is not None:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="hills.txt"\r\n\r\n'
        parts.append(head.encode() + file + b"\r\n")
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def main() -> None:
    """Record a station of our own."""
    from lantern_station import enter, lantern_station

    with lantern_station() as station:
        sys.stdout.write(recorded(enter(station, "harbour")))


if __name__ == "__main__":
    main()
