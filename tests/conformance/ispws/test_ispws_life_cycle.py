"""Sections 1, 1.1, 1.2 and 4 of the wire's reference: the cycle, its codes, and how answers are shaped."""

from __future__ import annotations

import hashlib
import re

import pytest

from reporting_over_http import UNKNOWN, XML, Answer, Reporter, account, batched, file_details, report
from varde.kernels.wire import xml

FILE_ID = re.compile(r"[0-9a-f]{32}")
FORM = "application/x-www-form-urlencoded"


def test_the_whole_cycle(harbour: Reporter) -> None:
    number = harbour.opened()
    ids = []
    for data in (b"hills", b"", b"hills"):
        said = harbour.upload(number, data).said
        assert (said.code, said.report_id, said.hash) == (0, number, hashlib.md5(data).hexdigest())
        ids.append(said.file_id or "")
        told = harbour.fileinfo(number, ids[-1], "<fileViewedByEsp>true</fileViewedByEsp>")
        assert (told.status, told.said.code, told.said.report_id) == (200, 0, number)
    assert len(set(ids)) == 3  # the same bytes twice have two ids
    ended = harbour.finish(number)
    assert (ended.status, ended.done.code, ended.done.report_id, set(ended.done.files)) == (200, 0, number, set(ids))


def test_file_ids_cannot_be_taken_for_numbers(harbour: Reporter) -> None:
    number = harbour.opened()
    ids = [harbour.upload(number, b"%d" % one).said.file_id or "" for one in range(8)]
    assert all(FILE_ID.fullmatch(one) and set(one) & set("abcdf") for one in ids)


def test_status_has_who_and_whence_and_no_number(harbour: Reporter) -> None:
    said = harbour.call("GET", "status", kind=None).said
    assert (said.code, said.report_id) == (0, None)
    assert re.fullmatch(r"Remote User : \S+, Remote Ip : \S+", said.description)


def test_the_schema_is_xml(harbour: Reporter) -> None:
    answer = harbour.call("GET", "xsd", kind=None)
    assert answer.status == 200
    assert xml.parse(answer.body).tag == "{http://www.w3.org/2001/XMLSchema}schema"


def every_answer(harbour: Reporter) -> dict[str, Answer]:
    number, file_id = harbour.with_file()
    return {
        "status": harbour.call("GET", "status", kind=None),
        "submit": harbour.submit(),
        "upload": harbour.upload(number, b"more"),
        "fileinfo": harbour.fileinfo(number, file_id),
        "retract": harbour.retract(harbour.opened()),
        "finish": harbour.finish(number),
        "refused submit": harbour.submit("<report/>"),
        "refused upload": harbour.upload(UNKNOWN, b"x"),
        "refused finish": harbour.finish(UNKNOWN),
        "refused retract": harbour.retract(number),
    }


def test_every_answer_is_shaped_as_clients_read_it(harbour: Reporter) -> None:
    answers = every_answer(harbour)
    for name, answer in answers.items():
        assert answer.headers["content-type"].split(";")[0] == "application/xml", name
        assert answer.headers["request-id"], name
        assert answer.body.startswith(b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'), name
        assert b"xmlns" not in answer.body, name
        assert (answer.status == 200) == (answer.code == 0), name
        root = xml.parse(answer.body).tag
        assert root == ("reportDoneResponse" if name.endswith("finish") else "reportResponse"), name
        if root == "reportResponse":
            assert answer.said.description, name
        if name not in {"status", "refused submit"}:
            assert xml.parse(answer.body).findtext("reportId"), name
    assert len({answer.headers["request-id"] for answer in answers.values()}) == len(answers)


def test_a_finished_report_without_files_says_so(harbour: Reporter) -> None:
    assert b"<files/>" in harbour.finish(harbour.opened()).body


@pytest.mark.parametrize("endpoint", ["finish", "retract"])
@pytest.mark.parametrize("kind", [FORM, f"{FORM}; charset=UTF-8", f"{FORM};charset=utf-8"])
def test_numbers_come_url_encoded_too(harbour: Reporter, endpoint: str, kind: str) -> None:
    assert harbour.call("POST", endpoint, f"id={harbour.opened()}", kind=kind).code == 0


@pytest.mark.parametrize("kind", [None, "text/xml", XML, "text/plain;charset=UTF-8", "application/octet-stream", FORM])
def test_the_content_type_of_xml_is_not_looked_at(harbour: Reporter, kind: str | None) -> None:
    assert harbour.submit(kind=kind).code == 0  # type: ignore[arg-type]


def test_a_retracted_report_is_gone(harbour: Reporter) -> None:
    number, file_id = harbour.with_file()
    assert harbour.retract(number).code == 0
    answers = (harbour.upload(number, b"x"), harbour.fileinfo(number, file_id), harbour.finish(number), harbour.retract(number))
    assert [(answer.status, answer.code) for answer in answers] == [(409, 5101)] * 4


def test_a_finished_report_stays_as_it_is(harbour: Reporter) -> None:
    number, file_id = harbour.with_file()
    assert harbour.finish(number).code == 0
    answers = (harbour.upload(number, b"x"), harbour.fileinfo(number, file_id), harbour.finish(number), harbour.retract(number))
    assert [(answer.status, answer.code) for answer in answers] == [(409, 5102)] * 4


def test_an_unknown_report_does_not_exist(harbour: Reporter) -> None:
    answers = (
        harbour.upload(UNKNOWN, b"x"),
        harbour.fileinfo(UNKNOWN, "a" * 32),
        harbour.finish(UNKNOWN),
        harbour.retract(UNKNOWN),
    )
    assert [(answer.status, answer.code) for answer in answers] == [(404, 5001)] * 4


def test_anothers_report_is_not_touched(harbour: Reporter, gull: Reporter) -> None:
    number, file_id = harbour.with_file()
    answers = (gull.upload(number, b"x"), gull.fileinfo(number, file_id), gull.finish(number), gull.retract(number))
    assert {answer.code for answer in answers} <= {3300, 5001}
    assert harbour.finish(number).done.files == (file_id,)


def test_a_file_of_another_report_is_not_found(harbour: Reporter) -> None:
    (first, _), (_, other) = harbour.with_file(), harbour.with_file()
    for file_id in (other, "a" * 32):
        answer = harbour.fileinfo(first, file_id)
        assert (answer.status, answer.code) == (404, 5002)


def test_a_file_is_described_once(harbour: Reporter) -> None:
    number, file_id = harbour.with_file()
    assert [harbour.fileinfo(number, file_id).code for _ in range(2)] == [0, 4100]


def test_prior_reports_are_ones_own(harbour: Reporter, gull: Reporter) -> None:
    said = f"<espIdentifier>kestrel</espIdentifier><priorCTReports>{harbour.opened()}</priorCTReports>"
    assert harbour.submit(report(account(said))).code == 0
    assert gull.submit(report(account(said))).code == 4100


def test_a_batched_report_takes_one_file_and_can_be_retracted(harbour: Reporter) -> None:
    number, file_id = harbour.with_file(batched())
    second = harbour.upload(number, b"another")
    if second.code == 0:  # the documented service says so at /finish
        assert (harbour.finish(number).status, harbour.finish(number).code) == (400, 4100)
        assert harbour.retract(number).code == 0
    else:
        assert (second.status, second.code) == (400, 4100)
        assert harbour.finish(number).done.files == (file_id,)


def test_a_wrong_log_in_is_a_401(harbour: Reporter) -> None:
    for stranger in (Reporter(harbour.root, harbour.user, "wrong"), Reporter(harbour.root, "nobody", "x")):
        answer = stranger.call("GET", "status", kind=None)
        assert answer.status == 401
        assert answer.headers["www-authenticate"].startswith("Basic")
        assert answer.headers["request-id"]
        assert not answer.body or answer.code in {1000, 2000}


def test_what_is_not_there_is_said(harbour: Reporter) -> None:
    answer = harbour.call("GET", "nowhere", kind=None)
    assert (answer.status, answer.code) == (404, 1210)


def test_repeated_calls_are_borne(harbour: Reporter) -> None:
    """Clients send up to five times and have no key to say that it is the same."""
    assert len({harbour.opened() for _ in range(5)}) == 5
    number = harbour.opened()
    assert len({harbour.upload(number, b"hills").said.file_id for _ in range(5)}) == 5
    assert [harbour.finish(number).code for _ in range(5)] == [0, 5102, 5102, 5102, 5102]


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("", 4110),
        ("junk", 4110),
        ("<report>", 4110),
        ("<reporter/>", 4000),
        (file_details(1, "a" * 32), 4000),
        ("<report/>", 4100),
    ],
)
def test_documents_are_refused_in_order(harbour: Reporter, document: str, code: int) -> None:
    answer = harbour.submit(document)
    assert (answer.status, answer.code) == (400, code)
