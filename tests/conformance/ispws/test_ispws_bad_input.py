"""What no honest client sends: each is refused with the documented code, and the service goes on."""

from __future__ import annotations

import base64
import re
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from urllib.parse import urlsplit

import pytest

from reporting_over_http import Answer, Reporter, batched, report

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=varde-b"
ENTITIES = "".join(f'<!ENTITY e{n} "&e{n - 1};&e{n - 1};&e{n - 1};&e{n - 1};&e{n - 1};&e{n - 1};">' for n in range(1, 30))
PLAIN = report()
AS_UTF8 = '<?xml version="1.0" encoding="UTF-8"?>'


def declared(encoding: str) -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?>'


HOSTILE = {
    "UTF-16": (declared("UTF-16") + PLAIN).encode("utf-16"),
    "UTF-16 without a mark": PLAIN.encode("utf-16-le"),
    "UTF-32": PLAIN.encode("utf-32"),
    "UTF-7": (declared("UTF-7") + PLAIN).encode(),
    "EBCDIC": (declared("IBM037") + PLAIN).encode(),
    "Latin-1 said to be UTF-8": (AS_UTF8 + report(rest="<additionalInfo>Helsingør</additionalInfo>")).encode("latin-1"),
    "half a letter": (AS_UTF8 + report(rest="<additionalInfo>ø</additionalInfo>")).encode().replace("ø".encode(), b"\xc3"),
    "NUL": report(rest="<additionalInfo>a\0b</additionalInfo>").encode(),
    "NUL far inside": report(rest=f"<additionalInfo>{'a' * 3000}\0</additionalInfo>").encode(),
    "a control character": report(rest="<additionalInfo>&#8;</additionalInfo>").encode(),
    "a doctype": b"<!DOCTYPE report>" + PLAIN.encode(),
    "an external subset": b'<!DOCTYPE report SYSTEM "http://127.0.0.1:1/x.dtd">' + PLAIN.encode(),
    "an external entity": b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    + report(rest="<additionalInfo>&x;</additionalInfo>").encode(),
    "a parameter entity": b'<!DOCTYPE r [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x"> %x;]>' + PLAIN.encode(),
    "a billion laughs": f'<!DOCTYPE r [<!ENTITY e0 "ha">{ENTITIES}]>'.encode()
    + report(rest="<additionalInfo>&e29;</additionalInfo>").encode(),
    "an unknown entity": report(rest="<additionalInfo>&x;</additionalInfo>").encode(),
    "two roots": PLAIN.encode() * 2,
    "a half": PLAIN.encode()[: len(PLAIN) // 2],
    "depth": b"<report>" + b"<a>" * 50_000 + b"</a>" * 50_000 + b"</report>",
    "a doctype behind a comment": b"<!-- a --><?a b?><!DOCTYPE report>" + PLAIN.encode(),
}  # fmt: skip


@pytest.mark.parametrize("document", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("endpoint", ["submit", "fileinfo"])
def test_hostile_xml_is_malformed(harbour: Reporter, endpoint: str, document: bytes) -> None:
    answer = harbour.call("POST", endpoint, document)
    assert (answer.status, answer.code) == (400, 4110)
    assert len(answer.said.description) < 300


@pytest.mark.parametrize(
    "document",
    [
        b"\xef\xbb\xbf" + PLAIN.encode(),
        (declared("ISO-8859-1") + report(rest="<additionalInfo>ø</additionalInfo>")).encode("latin-1"),
    ],
    ids=["a mark", "honest Latin-1"],
)
def test_odd_but_honest_encodings_are_read(harbour: Reporter, document: bytes) -> None:
    assert harbour.submit(document).code == 0


@pytest.mark.parametrize("is_chunked", [False, True])
def test_100_mb_of_nested_xml_is_refused(harbour: Reporter, is_chunked: bool) -> None:
    opening, depth = b"<a>" * (1 << 18), 66

    def nested() -> Iterator[bytes]:
        yield b"<report>"
        for _ in range(depth):
            yield opening
        for _ in range(depth):
            yield opening.replace(b"<", b"</")

    length = len(b"<report>") + depth * (len(opening) + (len(opening) // 3) * 4)
    assert length > 100_000_000
    headers = {} if is_chunked else {"Content-Length": str(length)}
    answer = harbour.call("POST", "submit", nested(), **headers)
    assert (answer.status, answer.code) in {(400, 4000), (400, 4110)}
    assert harbour.submit().code == 0


NO_NUMBERS = [
    "",
    " ",
    "x",
    "0",
    "-1",
    "+1",
    "1.0",
    "1e3",
    "0x1",
    "1 2",
    "²",
    "1_0",
    "01",
    "1\0",
    "9" * 20,
    "9" * 400,
    "1\u00a0",
    "\u0661",
]


@pytest.mark.parametrize("number", NO_NUMBERS, ids=[repr(one)[:12] for one in NO_NUMBERS])
def test_an_id_that_is_none_is_refused(harbour: Reporter, number: str) -> None:
    for answer in (harbour.finish(number), harbour.retract(number), harbour.upload(number, b"x")):
        assert (answer.status, answer.code) == (400, 4000)


@pytest.mark.parametrize("number", [2**63 - 1, 2**63, 9_999_999_999_999_999_999])
def test_the_largest_ids_belong_to_nobody(harbour: Reporter, number: int) -> None:
    assert {harbour.finish(number).code, harbour.retract(number).code, harbour.upload(number, b"x").code} == {5001}


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        (b"id=1&id=2", FORM, {5001, 3300, 4000}),
        (b"", FORM, {4000}),
        (b"ID=1", FORM, {4000}),
        (b"id=1", "text/plain", {4000}),
        (b"id=1", MULTIPART, {4000, 4200}),
        (b"--varde-b\r\n\r\n1\r\n--varde-b--\r\n", MULTIPART, {4000, 4200}),
        (b'--varde-b\r\nContent-Disposition: form-data; name="id"\r\n\r\n1', MULTIPART, {4200}),
        (b"id=%00", FORM, {4000}),
        (b"&" * 5000, FORM, {4000, 4200}),
    ],
)
def test_forms_that_are_none(harbour: Reporter, body: bytes, kind: str, code: set[int]) -> None:
    answer = harbour.call("POST", "finish", body, kind=kind)
    assert answer.code in code


def test_an_upload_has_one_file(harbour: Reporter) -> None:
    number = harbour.opened()
    none = harbour.form("upload", {"id": str(number)})
    text = harbour.form("upload", {"id": str(number), "file": "words"})
    two = harbour.form("upload", {"id": str(number)}, [("file", ("a", b"a")), ("file", ("b", b"b"))])
    assert [(answer.status, answer.code) for answer in (none, text, two)] == [(400, 4200)] * 3
    assert harbour.finish(number).done.files == ()


def multipart(number: int, data: bytes, *, id_last: bool = False) -> bytes:
    id_ = b'--varde-b\r\nContent-Disposition: form-data; name="id"\r\n\r\n%d\r\n' % number
    file = b'--varde-b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n' + data + b"\r\n"
    return (file + id_ if id_last else id_ + file) + b"--varde-b--\r\n"


@pytest.mark.parametrize("id_last", [False, True])
@pytest.mark.parametrize("size", [0, 100, 1 << 20, (12 << 20) + 7])
def test_uploads_come_in_chunks_and_in_either_order(harbour: Reporter, size: int, id_last: bool) -> None:
    number = harbour.opened()
    body = multipart(number, b"v" * size, id_last=id_last)
    pieces = (body[at : at + 70_001] for at in range(0, len(body), 70_001))
    said = harbour.call("POST", "upload", pieces, kind=MULTIPART).said
    assert said.code == 0
    assert said.hash == harbour.upload(number, b"v" * size).said.hash
    assert len(harbour.finish(number).done.files) == 2


def test_documents_come_in_chunks(harbour: Reporter) -> None:
    long = report(rest=f"<additionalInfo>{'x' * 10_000_000}</additionalInfo>").encode()
    for document in (PLAIN.encode(), long):
        pieces = (document[at : at + 65_536] for at in range(0, len(document), 65_536))
        assert harbour.call("POST", "submit", pieces).code == 0


def spoken(harbour: Reporter, head: str, body: bytes) -> bytes:
    """Said over a bare connection that then says no more; what comes back."""
    where = urlsplit(harbour.root)
    if where.scheme != "http":
        pytest.skip("needs a bare connection")
    shown = base64.b64encode(f"{harbour.user}:{harbour.password}".encode()).decode()
    with socket.create_connection((where.hostname or "", where.port or 80), timeout=60) as line:
        start = head.replace("/", f"{where.path}/", 1)
        line.sendall(f"POST {start}\r\nHost: {where.netloc}\r\nAuthorization: Basic {shown}\r\n\r\n".encode() + body)
        line.shutdown(socket.SHUT_WR)
        heard = b""
        while piece := line.recv(65_536):
            heard += piece
        return heard


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


STOPS: dict[str, Callable[[int], tuple[str, bytes]]] = {
    "chunks": lambda number: ("Transfer-Encoding: chunked", chunk(multipart(number, b"v" * 50_000)[:40_000])),
    "inside a chunk": lambda number: ("Transfer-Encoding: chunked", chunk(multipart(number, b"v" * 50_000))[:40_000]),
    "before the last boundary": lambda number: ("Transfer-Encoding: chunked", chunk(multipart(number, b"v")[:-12])),
    "a length": lambda number: ("Content-Length: 60000", multipart(number, b"v" * 50_000)[:40_000]),
    "a length behind the end": lambda number: ("Content-Length: 60000", multipart(number, b"v" * 50_000)),
}


@pytest.mark.parametrize("stop", STOPS)
def test_an_upload_that_stops_leaves_nothing(harbour: Reporter, stop: str) -> None:
    number = harbour.opened()
    header, body = STOPS[stop](number)
    heard = spoken(harbour, f"/upload HTTP/1.1\r\nContent-Type: {MULTIPART}\r\n{header}", body)
    if heard:  # an answer is owed to nobody who hangs up
        assert heard.startswith((b"HTTP/1.1 500", b"HTTP/1.1 400"))
        assert not re.search(rb"<responseCode>0<", heard)
    assert harbour.finish(number).done.files == ()


@pytest.mark.parametrize("endpoint", ["finish", "retract"])
def test_a_number_that_stops_is_no_other_number(harbour: Reporter, endpoint: str) -> None:
    number = harbour.opened()
    for header in ("Transfer-Encoding: chunked", "Content-Length: 40"):
        body = b"id=%d" % number
        body = chunk(body) if "chunked" in header else body
        heard = spoken(harbour, f"/{endpoint} HTTP/1.1\r\nContent-Type: {FORM}\r\n{header}", body)
        assert not re.search(rb"<responseCode>0<", heard)
    assert harbour.finish(number).code == 0


def together(*works: Callable[[], Answer]) -> list[Answer]:
    """At the same moment, as near as threads get."""
    gate = threading.Barrier(len(works))

    def one(work: Callable[[], Answer]) -> Answer:
        gate.wait(30)
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(one, works))


ROUNDS = range(6)


@pytest.mark.parametrize("_round", ROUNDS)
def test_of_two_finishes_one_counts(harbour: Reporter, _round: int) -> None:
    number, file_id = harbour.with_file()
    answers = together(*[lambda: harbour.finish(number)] * 3)
    assert sorted(answer.code for answer in answers) == [0, 5102, 5102]
    assert [answer.done.files for answer in answers if answer.code == 0] == [(file_id,)]


@pytest.mark.parametrize("_round", ROUNDS)
def test_an_upload_that_races_a_finish_is_in_it_or_refused(harbour: Reporter, _round: int) -> None:
    number, first = harbour.with_file()
    uploads = [partial(harbour.upload, number, data) for data in (b"a" * 300_000, b"b")]
    *sent, ended = together(*uploads, lambda: harbour.finish(number))
    assert ended.code == 0
    assert {answer.code for answer in sent} <= {0, 5102}
    assert set(ended.done.files) == {first, *(answer.said.file_id for answer in sent if answer.code == 0)}


@pytest.mark.parametrize("_round", ROUNDS)
def test_details_that_race_a_finish_are_in_it_or_refused(harbour: Reporter, _round: int) -> None:
    number, file_id = harbour.with_file()
    told, ended = together(lambda: harbour.fileinfo(number, file_id), lambda: harbour.finish(number))
    assert (ended.code, told.code in {0, 5102}) == (0, True)


@pytest.mark.parametrize("_round", ROUNDS)
def test_a_report_is_finished_or_retracted_and_never_both(harbour: Reporter, _round: int) -> None:
    number, _ = harbour.with_file()
    ended, gone = together(lambda: harbour.finish(number), lambda: harbour.retract(number))
    assert (ended.code, gone.code) in {(0, 5102), (5101, 0)}
    assert harbour.retract(number).code == (5102 if ended.code == 0 else 5101)


@pytest.mark.parametrize("_round", ROUNDS)
def test_one_file_of_a_batched_report_wins(harbour: Reporter, _round: int) -> None:
    number = harbour.opened(batched())
    answers = together(*[partial(harbour.upload, number, data) for data in (b"a", b"b")])
    assert sorted(answer.code for answer in answers) == [0, 4100]


def test_the_same_bytes_at_once_are_all_taken(harbour: Reporter) -> None:
    numbers = [harbour.opened() for _ in range(4)]
    data = b"the same hills" * 20_000
    answers = together(*[partial(harbour.upload, number, data) for number in numbers])
    assert [answer.code for answer in answers] == [0] * 4
    assert len({answer.said.hash for answer in answers}) == 1
    assert [len(harbour.finish(number).done.files) for number in numbers] == [1] * 4
