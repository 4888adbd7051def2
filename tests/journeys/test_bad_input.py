"""Files made to harm, bodies that are wrong or break off: refused in words that help, and nothing that was accepted is lost."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest

from journeys.bad_input import HOSTILE, Record, matter_of, picture, pids, pressed, report, row_of, seen, torn
from journeys.conftest import House
from station_family import until


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_decoded_is_kept_and_its_report_decided_and_filed(house: House, name: str) -> None:
    ada, harbour, alive = house.ada(), house.record(), pids(house.harbour)
    file = house.platform.file(HOSTILE[name]() + uuid4().bytes)
    case = house.platform.report(report(file["file"], sender=f"heron-{uuid4().hex[:6]}", text="they sent me this"))["case_number"]
    assert "1 file cannot be decoded" in row_of(ada, case)
    assert harbour.only("evidence_sealed")["facts"] == {"bytes": file["bytes"]}
    assert harbour.only("media_looked_up")["facts"] == {"files": 1, "hits": 0, "undecodable": 1}
    matter = matter_of(ada, case)
    page = seen(ada, f"/review/{matter}/").text
    assert "cannot be decoded safely and stays sealed" in page
    assert pressed(ada, f"/review/{matter}/confirm", {"reason": "by the words"}).url.path == "/queue/"
    assert harbour.only("report_confirmed")["facts"]["files"] == 0
    house.platform.rest()
    [tip] = harbour.only("tip_drafted")["facts"]["tips"]
    pressed(ada, f"/tips/{tip}/file-now", {})
    until(lambda: harbour.new("tip_filed"))
    assert harbour.only("tip_filed")["about"] == tip
    assert pids(house.harbour) == alive


def test_after_them_the_next_good_picture_is_decoded(house: House) -> None:
    for name in ("PNG of 900 million pixels", "truncated MP4"):
        house.platform.report(report(house.platform.file(HOSTILE[name]() + uuid4().bytes)["file"]))
    harbour = house.record()
    case = house.platform.report(report(house.platform.file(picture(uuid4().int % 10_000))["file"]))["case_number"]
    assert "cannot be decoded" not in row_of(house.ada(), case)
    assert harbour.only("evidence_fingerprinted")["facts"]["kind"] == "picture"


def test_a_file_without_bytes_is_refused_and_leaves_nothing(house: House) -> None:
    harbour = house.record()
    answer = house.platform.post("files", b"")
    assert (answer.status_code, answer.json()["error"]) == (422, "file_empty")
    assert answer.json()["message"] == "The file has no bytes; send the file's content as the request's body."
    assert [entry["kind"] for entry in harbour.new()] == ["evidence_sealed", "evidence_destroyed"]


def test_signs_that_xml_cannot_carry_stop_no_tip(house: House) -> None:
    said = report(sender=f"tern-{uuid4().hex[:6]}\x0b\ufffe", text="come\x00 alone\x1b[2J \u202e\ud7ff")
    harbour, case = house.record(), house.platform.report(said)["case_number"]
    pressed(house.ada(), f"/review/{matter_of(house.ada(), case)}/confirm", {"reason": ""})
    house.platform.rest()
    pressed(house.ada(), f"/tips/{harbour.only('tip_drafted')['facts']['tips'][0]}/file-now", {})
    until(lambda: harbour.new("tip_filed", "tip_stopped"))
    assert harbour.new("tip_stopped") == []


# words


def body(**more: Any) -> dict[str, Any]:  # noqa: ANN401
    return report(text="words") | more


def message(**more: Any) -> dict[str, Any]:  # noqa: ANN401
    said = body()
    said["messages"][0] |= more
    return said


TWICE = json.dumps(body())[:-1].encode() + b', "conversation": "c-2"}'
WRONG: dict[str, tuple[Any, str, str]] = {
    "an unknown field": (body(colour="red"), "$.colour", "is not a field of this document"),
    "an unknown field within": (message(colour="red"), "$.messages[0].colour", "is not a field of this document"),
    "a key that stands twice": (TWICE, "$.conversation", "this key stands twice in one object"),
    "a number for a text": (message(sender=7), "$.messages[0].sender", "is not of the right type"),
    "a text for a list": (body(messages="all"), "$.messages", "is not of the right type"),
    "a time without an offset": (
        message(sent_at="2026-05-04T12:00:00"),
        "$.messages[0].sent_at",
        "must be an RFC 3339 time with an offset",
    ),
    "a file that is no id": (
        message(attachments=[{"file": "../x"}]),
        "$.messages[0].attachments[0].file",
        "is not of the right type",
    ),
    "no messages": (body(messages=[]), "$.messages", "has too few members"),
    "an empty name": (message(id=""), "$.messages[0].id", "must not be empty"),
    "bytes that are not UTF-8": (b'{"conversation": "\xff\xfe"}', "$", "is not JSON in UTF-8"),
    "half a pair of surrogates": (json.dumps(body(conversation="\ud83d")).encode(), "$", ""),
    "NaN": (b'{"conversation": NaN}', "$", "is not JSON in UTF-8"),
    "too deep": (b"[" * 5000 + b"]" * 5000, "$", "is nested deeper than"),
    "a list": ([], "$", "is not of the right type"),
    "nothing": (b"", "$", "is not JSON in UTF-8"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_words_are_told_where_and_nothing_is_stored(house: House, name: str) -> None:
    sent, path, cause = WRONG[name]
    harbour, key = house.record(), uuid4().hex
    answer = house.platform.post("reports", sent, Idempotency_Key=key)
    assert (answer.status_code, answer.json().get("error"), answer.json().get("path")) == (422, "body_refused", path)
    assert cause in answer.json()["message"]
    assert harbour.new() == []
    assert house.platform.post("reports", body(), Idempotency_Key=key).status_code == 201  # the key was not used up


def test_a_report_that_is_too_long_is_refused(house: House) -> None:
    harbour = house.record()
    answer = house.platform.post("reports", body(note="x" * (17 << 20)), Idempotency_Key="long")
    assert (answer.status_code, answer.json()["error"], answer.json()["path"]) == (413, "body_too_large", "$")
    assert harbour.new() == []


def test_a_report_without_a_key_is_refused(house: House) -> None:
    harbour = house.record()
    answer = house.platform.post("reports", body())
    assert (answer.status_code, answer.json()["error"]) == (400, "idempotency_key_missing")
    assert answer.json()["path"] == "Idempotency-Key"
    assert "send one with the report" in answer.json()["message"]
    assert harbour.new() == []


def test_the_same_key_with_another_body_is_refused_and_the_first_answer_stands(house: House) -> None:
    said, harbour = body(), house.record()
    first = house.platform.post("reports", said, Idempotency_Key="once")
    other = house.platform.post("reports", said | {"note": "more"}, Idempotency_Key="once")
    assert (other.status_code, other.json()["error"]) == (409, "idempotency_conflict")
    assert other.json()["message"] == "This Idempotency-Key was used for another report; send a new key with a new report."
    assert house.platform.post("reports", said, Idempotency_Key="once").json() == first.json()
    assert len(harbour.new("report_accepted")) == 1


# requests that break off


def head(house: House, address: str, *more: str) -> str:
    token = house.tokens["harbour-backend"]
    first = [f"POST /api/v1/{address} HTTP/1.1", "Host: 127.0.0.1", f"Authorization: Bearer {token}"]
    return "\n".join([*first, *more])


TORN = {"announced": (400, {"request_torn", "file_torn", "body_torn"}), "chunked": (411, {"length_missing"})}


def nothing_was_taken(harbour: Record, answer: bytes, *, kind: str) -> None:
    status, codes = TORN[kind]
    assert answer.startswith(b"HTTP/1.1 %d " % status)
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["error"] in codes
    left = {entry["kind"] for entry in harbour.new()}
    assert left <= {"evidence_sealed", "evidence_destroyed"}
    assert len(harbour.new("evidence_sealed")) == len(harbour.new("evidence_destroyed"))


@pytest.mark.parametrize("kind", ["announced", "chunked"])
def test_a_report_that_breaks_off_is_not_taken(house: House, kind: str) -> None:
    harbour, whole = house.record(), json.dumps(body()).encode()
    more = f"Content-Length: {len(whole) + 10}" if kind == "announced" else "Transfer-Encoding: chunked"
    sent = whole if kind == "announced" else f"{len(whole):x}\r\n".encode() + whole + b"\r\n"
    answer = torn(house.harbour, head(house, "reports", f"Idempotency-Key: torn-{kind}", more), sent)
    nothing_was_taken(harbour, answer, kind=kind)
    assert house.platform.post("reports", body(), Idempotency_Key=f"torn-{kind}").status_code == 201


@pytest.mark.parametrize("kind", ["announced", "chunked"])
def test_a_file_that_breaks_off_is_not_taken(house: House, kind: str) -> None:
    harbour, part = house.record(), picture(uuid4().int % 10_000)[:4_000]
    more = "Content-Length: 90000" if kind == "announced" else "Transfer-Encoding: chunked"
    sent = part if kind == "announced" else f"{len(part):x}\r\n".encode() + part + b"\r\n"
    answer = torn(house.harbour, head(house, "files", "Content-Type: image/jpeg", more), sent)
    nothing_was_taken(harbour, answer, kind=kind)
    stored = harbour.ask("SELECT count(*) AS n FROM vault_sealedobject WHERE size = 4000 AND destroyed_at IS NULL")
    assert stored[0]["n"] == 0
