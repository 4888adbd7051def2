from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from varde.kernels.wire import platform, strict

SHARE: dict[str, Any] = {
    "message": "m-1",
    "sender": "kestrel",
    "recipients": ["heron"],
    "sent_at": "2026-03-01T20:15:00+01:00",
    "item": "ab" * 32,
    "ip": "192.0.2.7",
    "port": 50123,
    "conversation": None,
}
MESSAGE: dict[str, Any] = {
    "id": "m-1",
    "sender": "kestrel",
    "recipients": ["heron"],
    "sent_at": "2026-03-01T20:15:00Z",
    "text": "hei",
}
REPORT: dict[str, Any] = {"reporter": None, "conversation": "c-1", "note": None, "messages": [MESSAGE]}


def share(**changes: object) -> bytes:
    return json.dumps(SHARE | changes).encode()


def test_a_share_record_is_read() -> None:
    line = platform.parse_share_line(share(), 1)
    assert isinstance(line, platform.ShareRecordLine)
    assert (line.sender, line.recipients, line.port) == ("kestrel", ("heron",), 50123)
    assert line.sent_at.isoformat() == "2026-03-01T20:15:00+01:00"


def test_an_account_is_read_and_an_implausible_birth_date_is_kept_as_stated() -> None:
    data = {
        "account": "kestrel",
        "birth_date": "2031-01-01",
        "sex": "male",
        "emails": [{"address": "k@example.org", "verified": True}],
    }
    line = platform.parse_share_line(json.dumps(data).encode(), 2)
    assert isinstance(line, platform.AccountLine)
    assert line.birth_date == date(2031, 1, 1)
    assert line.emails[0].verified is True


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"port": 0}, "$.port"),
        ({"port": 65536}, "$.port"),
        ({"port": True}, "$.port"),
        ({"port": "80"}, "$.port"),
        ({"ip": "300.1.1.1"}, "$.ip"),
        ({"ip": "fe80::1%eth0"}, "$.ip"),
        ({"item": "AB" * 32}, "$.item"),
        ({"item": "ab" * 32 + "\n"}, "$.item"),
        ({"sent_at": "2026-03-01T20:15:00"}, "$.sent_at"),
        ({"sent_at": "1772394900"}, "$.sent_at"),
        ({"sent_at": 1772394900}, "$.sent_at"),
        ({"sender": ""}, "$.sender"),
        ({"recipients": ["a", 3]}, "$.recipients[1]"),
        ({"unasked": 1}, "$.unasked"),
        ({"strange name; secret": 1}, "$.*"),
    ],
)
def test_a_bad_share_record_is_refused_with_line_and_path(changes: dict[str, Any], path: str) -> None:
    with pytest.raises(strict.BodyRefused) as refused:
        platform.parse_share_line(share(**changes), 17)
    assert (refused.value.path, refused.value.line) == (path, 17)
    assert "kestrel" not in refused.value.message
    assert "secret" not in refused.value.message


@pytest.mark.parametrize("data", [b"", b"[]", b"3", b"{}", b"{", b"\xff\xfe", b'{"message": NaN}', b"[" * 100_000, b'{"a":' * 40])
def test_what_is_neither_kind_of_line_is_refused(data: bytes) -> None:
    with pytest.raises(strict.BodyRefused):
        platform.parse_share_line(data, 1)


def test_a_key_that_stands_twice_is_refused() -> None:
    with pytest.raises(strict.BodyRefused, match=r"\$\.account.*twice"):
        platform.parse_share_line(b'{"account": "a", "account": "b"}', 1)


def test_a_report_is_read_and_a_text_only_report_too() -> None:
    body = platform.parse_report_body(json.dumps(REPORT).encode())
    assert body.reporter is None
    assert body.messages[0].attachments == ()


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"messages": []}, "$.messages"),
        ({"messages": [MESSAGE] * 1001}, "$.messages"),
        ({"messages": [MESSAGE | {"text": "é" * 40_000}]}, "$.messages[0].text"),
        ({"messages": [MESSAGE | {"recipients": ["r"] * 100_001}]}, "$.messages[0].recipients"),
        ({"messages": [MESSAGE | {"attachments": [{"file": "nope"}]}]}, "$.messages[0].attachments[0].file"),
        ({"extra": None}, "$.extra"),
        ({"conversation": None}, "$.conversation"),
    ],
)
def test_a_bad_report_is_refused_with_its_path(changes: dict[str, Any], path: str) -> None:
    with pytest.raises(strict.BodyRefused) as refused:
        platform.parse_report_body(json.dumps(REPORT | changes).encode())
    assert refused.value.path == path


def test_an_offered_copy_is_read() -> None:
    body = platform.parse_copy_body(b'{"file": "01890a5d-ac96-774b-bcce-b302099a8057", "note": null}')
    assert str(body.file).startswith("01890a5d")


def test_a_body_over_its_size_is_refused() -> None:
    with pytest.raises(strict.BodyTooLarge):
        strict.loaded(b" " * 11, limit_bytes=10)
