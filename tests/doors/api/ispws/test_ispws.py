from __future__ import annotations

import hashlib

import pytest
from django.test import Client

from lantern_of_tests import batched, only, report
from platform_of_tests import ENDPOINTS, FORM, Reporter
from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.wire import cybertip
from varde.stages.clearing.models import Submission

pytestmark = [pytest.mark.django_db, pytest.mark.urls("urls_of_lantern")]
UNKNOWN = 999_999
GONE, DONE = 5101, 5102


def test_a_report_from_beginning_to_end(harbour: Reporter) -> None:
    number = harbour.submit()
    uploaded = harbour.upload(number, b"clip")
    assert (uploaded.status, uploaded.said.code, uploaded.said.report_id) == (200, 0, number)
    assert uploaded.said.hash == hashlib.md5(b"clip").hexdigest()
    told = harbour.fileinfo(number, uploaded.said.file_id or "", file_viewed_by_esp=True)
    assert (told.status, told.said.code, told.said.report_id) == (200, 0, number)
    ended = harbour.form("finish", id=str(number))
    assert (ended.status, ended.done) == (200, cybertip.Done(code=0, report_id=number, files=(uploaded.said.file_id or "",)))


def test_status_says_who_and_no_number(harbour: Reporter) -> None:
    answer = harbour.call("GET", "status")
    assert (answer.status, answer.said.code, answer.said.report_id) == (200, 0, None)
    assert answer.said.description == "Remote User : harbour, Remote Ip : 127.0.0.1"


def test_the_schema_is_served(harbour: Reporter) -> None:
    assert harbour.call("GET", "xsd").body == cybertip.SCHEMA


@pytest.mark.parametrize(("method", "endpoint"), ENDPOINTS)
def test_without_a_log_in_nothing_is_answered(harbour: Reporter, method: str, endpoint: str) -> None:
    answer = Client().generic(method, f"/ispws/{endpoint}", b"")
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Basic realm="ESP Web Services"')
    assert cybertip.parse_response(answer.content).code == 2000
    assert answer.headers["Request-ID"]


@pytest.mark.parametrize(
    "shown", ["", "Basic", "Basic !!", "Basic aGFyYm91cg==", "Basic /w==", "Basic AAA6AAA=", "Bearer x", "Basic " + "A" * 9000]
)
def test_a_log_in_that_is_none_is_refused(harbour: Reporter, shown: str) -> None:
    answer = Client().get("/ispws/status", headers={"Authorization": shown})
    assert (answer.status_code, cybertip.parse_response(answer.content).code) == (401, 2000)


def test_a_wrong_password_is_refused(harbour: Reporter) -> None:
    assert harbour.call("GET", "status").status == 200  # and is remembered
    assert Reporter("harbour", "guess").call("GET", "status").status == 401
    assert Reporter("", "").call("GET", "status").status == 401


def test_a_refused_log_in_is_recorded_by_endpoint_and_never_by_address(harbour: Reporter) -> None:
    for where in ("submit", "anna-of-example-street", "status?anna"):
        assert Reporter("harbour", "guess").call("POST", where).status == 401
    refused = [entry.about for entry in ledger.entries((ledger.Kind.ACCESS_REFUSED,))]
    assert refused == ["ispws/submit", "ispws/elsewhere", "ispws/status"]


@pytest.mark.parametrize(("method", "endpoint"), ENDPOINTS)
def test_the_wrong_method_is_named(harbour: Reporter, method: str, endpoint: str) -> None:
    for other in {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"} - {method}:
        answer = harbour.call(other, endpoint)
        assert (answer.status, answer.headers["Allow"], answer.said.code) == (405, method, 1210)


@pytest.mark.parametrize("where", ["", "nowhere", "submit/", "finish/1", "%00"])
def test_an_address_that_is_none_is_said_so(harbour: Reporter, where: str) -> None:
    answer = harbour.call("GET", where)
    assert (answer.status, answer.said.code) == (404, 1210)
    assert answer.headers["Request-ID"]


def test_every_answer_is_xml_with_a_request_id_of_its_own(harbour: Reporter) -> None:
    answers = [harbour.call(method, endpoint) for method, endpoint in ENDPOINTS for _ in range(2)]
    assert {answer.headers["Content-Type"] for answer in answers} == {"application/xml"}
    assert len({answer.headers["Request-ID"] for answer in answers}) == len(answers)
    assert all((answer.status == 200) == (answer.body == cybertip.SCHEMA or answer.said.code == 0) for answer in answers)


@pytest.mark.parametrize(
    "kind",
    [
        "text/xml",
        "text/xml; charset=utf-8",
        "text/plain;charset=UTF-8",
        "application/octet-stream",
        FORM,
        "multipart/form-data",
        "nonsense",
    ],
)
def test_any_content_type_is_taken_for_xml(harbour: Reporter, kind: str) -> None:
    assert harbour.submit(content_type=kind)


@pytest.mark.parametrize("endpoint", ["finish", "retract"])
def test_a_url_encoded_number_is_taken(harbour: Reporter, endpoint: str) -> None:
    number = harbour.submit()
    answer = harbour.call("POST", endpoint, f"id={number}".encode(), content_type=FORM)
    assert answer.status == 200


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (b"", 4110),
        (b"junk", 4110),
        (b"<report>", 4110),
        (b"\x00\x01", 4110),
        (b'<!DOCTYPE report SYSTEM "http://example.org/x.dtd"><report/>', 4110),
        (b'<!DOCTYPE r [<!ENTITY a "kestrel">]><report>&a;</report>', 4110),
        (b"<reporter/>", 4000),
        (b"<report>kestrel</report>", 4100),
        (cybertip.render_report(report()).replace(b"Child Pornography", b"kestrel"), 4100),
    ],
)
@pytest.mark.parametrize("endpoint", ["submit", "fileinfo"])
def test_a_bad_document_gets_its_code_and_no_echo(harbour: Reporter, document: bytes, code: int, endpoint: str) -> None:
    answer = harbour.call("POST", endpoint, document)
    expected = 4000 if endpoint == "fileinfo" and code == 4100 else code
    assert (answer.status, answer.said.code) == (400, expected)
    assert b"kestrel" not in answer.body
    assert not Submission.objects.exists()


def test_too_long_a_document_is_refused(harbour: Reporter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("varde.doors.api.ispws.views.LONGEST_XML", 1000)
    answer = harbour.call("POST", "submit", b"<report>" + b" " * 1000)
    assert (answer.status, answer.said.code) == (400, 4000)


def test_an_upload_without_a_file_part_is_named(harbour: Reporter) -> None:
    number = harbour.submit()
    for answer in (harbour.form("upload", id=str(number)), harbour.form("upload", id=str(number), file="a word")):
        assert (answer.status, answer.said.code, answer.said.report_id) == (400, 4200, number)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("multipart/form-data", 4200),
        ("multipart/form-data; boundary=x", 4000),
        ("text/plain", 4000),
        (f"{FORM}; charset=utf-7", 4200),
    ],
)
@pytest.mark.parametrize("endpoint", ["upload", "finish", "retract"])
def test_a_form_that_is_none_is_refused(harbour: Reporter, endpoint: str, kind: str, code: int) -> None:
    answer = harbour.call("POST", endpoint, b"id=1", content_type=kind)
    expected = 4200 if endpoint == "upload" and not kind.startswith("multipart") else code
    assert (answer.status, answer.said.code) == (400, expected)


@pytest.mark.parametrize("number", ["", "x", "0", "-1", "1.0", "²", "1" * 20, " ", "1\x00"])
@pytest.mark.parametrize("endpoint", ["finish", "retract"])
def test_what_is_no_number_is_refused(harbour: Reporter, endpoint: str, number: str) -> None:
    answer = harbour.form(endpoint, id=number)
    assert (answer.status, answer.said.code) == (400, 4000)


@pytest.mark.parametrize("number", [UNKNOWN, 2**63 - 1, 9_999_999_999_999_999_999])
def test_an_unknown_report_is_said_so(harbour: Reporter, number: int) -> None:
    for answer in (harbour.upload(number, b"clip"), harbour.form("retract", id=str(number))):
        assert (answer.status, answer.said.code, answer.said.report_id) == (404, 5001, number)
    ended = harbour.form("finish", id=str(number))
    assert (ended.status, ended.done.code, ended.done.report_id, ended.done.files) == (404, 5001, number, ())


def test_another_reporters_report_is_not_touched(harbour: Reporter, gull: Reporter) -> None:
    number = harbour.submit()
    file_id = harbour.upload(number, b"clip").said.file_id or ""
    for answer in (gull.upload(number, b"x"), gull.fileinfo(number, file_id), gull.form("retract", id=str(number))):
        assert (answer.status, answer.said.code) == (403, 3300)
    ended = gull.form("finish", id=str(number))
    assert (ended.status, ended.done.code) == (403, 3300)
    assert Submission.objects.get().state == "open"


@pytest.mark.parametrize(("end", "code"), [("finish", DONE), ("retract", GONE)])
def test_an_ended_report_says_how_it_ended(harbour: Reporter, end: str, code: int) -> None:
    number = harbour.submit()
    file_id = harbour.upload(number, b"clip").said.file_id or ""
    harbour.form(end, id=str(number))
    for answer in (harbour.upload(number, b"x"), harbour.fileinfo(number, file_id), harbour.form("retract", id=str(number))):
        assert (answer.status, answer.said.code) == (409, code)
    ended = harbour.form("finish", id=str(number))
    assert (ended.status, ended.done.code, ended.done.report_id) == (409, code, number)


def test_an_unknown_file_and_a_second_description_are_refused(harbour: Reporter) -> None:
    number = harbour.submit()
    file_id = harbour.upload(number, b"clip").said.file_id or ""
    unknown = harbour.fileinfo(number, "a" * 32)
    assert (unknown.status, unknown.said.code) == (404, 5002)
    assert [harbour.fileinfo(number, file_id).said.code for _ in range(2)] == [0, 4100]


def test_a_batched_report_takes_one_file(harbour: Reporter) -> None:
    number = harbour.submit(batched())
    assert [harbour.upload(number, b"meme").said.code for _ in range(2)] == [0, 4100]


def test_a_finished_report_without_files_has_an_empty_list(harbour: Reporter) -> None:
    answer = harbour.form("finish", id=str(harbour.submit()))
    assert answer.done.files == ()
    assert b"<files/>" in answer.body


class Broken(Exception):
    """Something of a library."""


@pytest.mark.parametrize(("error", "code"), [(vault.VaultFull(), 1100), (Broken("kestrel"), 1000), (OSError("kestrel"), 1110)])
def test_what_breaks_inside_is_a_code_to_try_again_by(
    harbour: Reporter, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise error

    number = harbour.submit()
    monkeypatch.setattr("varde.stages.clearing.face.attach_file", broken)
    answer = harbour.upload(number, b"clip")
    assert (answer.status, answer.said.code) == (500, code)
    assert b"kestrel" not in answer.body
    assert answer.headers["Request-ID"]


def test_the_ledger_says_what_the_platform_did(harbour: Reporter) -> None:
    number = harbour.submit()
    harbour.fileinfo(number, harbour.upload(number, b"clip").said.file_id or "")
    harbour.form("finish", id=str(number))
    kinds = ["submission_opened", "evidence_sealed", "file_added", "file_described", "submission_finished"]
    told = [entry for entry in ledger.entries() if entry.kind in kinds]
    assert [str(entry.kind) for entry in told] == kinds
    assert {entry.by for entry in told} == {"peer:harbour"}
    assert only([entry for entry in told if entry.kind == "submission_finished"]).facts == {"number": number, "files": 1}
