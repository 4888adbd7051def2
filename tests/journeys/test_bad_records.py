"""Share records of items that nobody confirmed, lines that are wrong: all of an import is taken, or nothing."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest

from journeys.bad_input import BASIS, danish, matter_of, picture, pressed, report, share, shares, torn
from journeys.conftest import House
from journeys.test_bad_input import head, nothing_was_taken


def confirmed(house: House, seed: int) -> str:
    """A picture that Ada has seen and confirmed; its SHA-256."""
    file = house.platform.file(picture(seed))
    case = house.platform.report(report(file["file"], sender=f"teal-{seed}"))["case_number"]
    ada, matter = house.ada(), matter_of(house.ada(), case)
    [item] = [part.partition('"')[0] for part in ada.get(f"/review/{matter}/").split('data-file="')[1:]]
    pressed(ada, f"/review/{matter}/look", {"object": item})
    pressed(ada, f"/review/{matter}/confirm", {f"classification-{item}": "B2", "reason": ""})
    house.platform.rest()
    return str(file["sha256"])


def test_a_record_of_an_unconfirmed_item_refuses_the_whole_import(house: House) -> None:
    item = confirmed(house, 11)
    unconfirmed = house.platform.file(picture(12))["sha256"]
    good = [danish("curlew"), share(item, sender="curlew"), share(item, sender="curlew")]
    bad = [*good[:2], share(unconfirmed, sender="curlew"), good[2], share("0" * 64, sender="dunlin")]
    harbour = house.record()
    answer = shares(house.platform, bad)
    assert (answer.status_code, answer.json()["error"], answer.json()["lines"]) == (409, "shares_refused", [3, 5])
    assert "take these lines out and send the rest again. (lines 3, 5)" in answer.json()["message"]
    assert [entry["kind"] for entry in harbour.new()] == ["shares_refused"]
    refused = harbour.only("shares_refused")
    assert (refused["by"], refused["facts"]) == ("machine:harbour-backend", {"lines": [3, 5], "refused": 2})
    assert shares(house.platform, good).json() == {"imported": 2, "already_known": 0, "accounts": 1}
    assert shares(house.platform, good).json() == {"imported": 0, "already_known": 2, "accounts": 1}
    assert [entry["facts"]["imported"] for entry in harbour.new("shares_imported")] == [2, 0]


@pytest.mark.parametrize(
    ("line", "path", "cause"),
    [
        ({"account": "curlew", "colour": "red"}, "$.colour", "is not a field of this document"),
        ({"message": 7}, "$.message", "is not of the right type"),
        (share("0" * 64, sender="curlew") | {"account": "curlew"}, "$.account", "is not a field of this document"),
        ({"sender": "curlew"}, "$", "is neither a share record nor account data"),
        ([], "$", "is neither a share record nor account data"),
        (share("0" * 64, sender="curlew") | {"ip": "192.0.2.300"}, "$.ip", "must be an IPv4 or IPv6 address"),
        (share("0" * 64, sender="curlew") | {"port": 70_000}, "$.port", "is outside its range"),
        (share("ABC", sender="curlew"), "$.item", "is not spelled as required"),
        (danish("curlew") | {"birth_date": "2001-02-30"}, "$.birth_date", "is not a date of the calendar"),
    ],
)
def test_a_wrong_line_is_told_by_number_and_path(house: House, line: object, path: str, cause: str) -> None:
    harbour = house.record()
    answer = shares(house.platform, [danish("curlew"), line])  # type: ignore[list-item]
    assert (answer.status_code, answer.json().get("error"), answer.json().get("line")) == (422, "body_refused", 2)
    assert answer.json()["path"] == path
    assert cause in answer.json()["message"]
    assert harbour.new() == []


def test_an_oversized_line_is_refused(house: House) -> None:
    harbour = house.record()
    line = json.dumps(danish("x" * (33 << 20))).encode()
    answer = house.platform.post(f"share-records?basis={BASIS}", json.dumps(danish("curlew")).encode() + b"\n" + line + b"\n")
    assert (answer.status_code, answer.json()["error"], answer.json()["line"]) == (413, "body_too_large", 2)
    assert harbour.new() == []


def test_bytes_that_are_not_utf_8_are_told_by_line(house: House) -> None:
    harbour = house.record()
    answer = house.platform.post(f"share-records?basis={BASIS}", b'\n{"account": "curlew"}\n{"account": "\xff"}\n')
    assert (answer.status_code, answer.json()["line"], answer.json()["path"]) == (422, 3, "$")
    assert harbour.new() == []


@pytest.mark.parametrize("basis", ["", "%20%20"])
def test_without_a_basis_nothing_is_imported(house: House, basis: str) -> None:
    harbour = house.record()
    answer = shares(house.platform, [danish("curlew")], basis=basis)
    assert (answer.status_code, answer.json()["error"]) == (422, "basis_missing")
    assert harbour.new() == []


@pytest.mark.parametrize("kind", ["announced", "chunked"])
def test_an_import_that_breaks_off_behind_a_whole_line_is_not_taken(house: House, kind: str) -> None:
    line = json.dumps(danish(f"knot-{uuid4().hex[:6]}")).encode() + b"\n"
    harbour = house.record()
    more = f"Content-Length: {2 * len(line)}" if kind == "announced" else "Transfer-Encoding: chunked"
    sent = line if kind == "announced" else f"{len(line):x}\r\n".encode() + line + b"\r\n"
    answer = torn(house.harbour, head(house, "share-records?basis=made-up", more), sent)
    nothing_was_taken(harbour, answer, kind=kind)
    assert harbour.new() == []


def test_a_machine_without_the_right_is_refused_and_recorded(house: House) -> None:
    harbour, mallory = house.record(), house.mallorys_machine()
    for address in ("share-records?basis=curiosity", "files", "reports", "copies"):
        answer = mallory.post(address, b"{}", Idempotency_Key="m")
        assert (answer.status_code, answer.json()["error"]) == (403, "not_allowed")
    assert {entry["by"] for entry in harbour.new()} == {"machine:mallory"}
    assert [entry["kind"] for entry in harbour.new()] == ["access_refused"] * 4
    assert harbour.new()[0]["facts"] == {"why": "token without send_share_records"}
