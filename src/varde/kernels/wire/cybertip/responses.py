"""The clearinghouse's answers: `reportResponse` and `reportDoneResponse`. No namespace, UTF-8, standalone."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from varde.kernels.wire import xml
from varde.kernels.wire.cybertip.errors import AnswerUnreadable

ANSWER_LIMIT_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Response:
    """A `reportResponse`; `code` may be one that nobody knows yet."""

    code: int
    description: str
    report_id: int | None = None
    file_id: str | None = None
    hash: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """A `reportDoneResponse`, the provider's legal notification of receipt: keep its bytes verbatim."""

    code: int
    report_id: int
    files: tuple[str, ...] = ()


def render_response(response: Response) -> bytes:
    """The bytes of a `reportResponse`."""
    root = etree.Element("reportResponse")
    _add(root, "responseCode", str(response.code))
    _add(root, "responseDescription", response.description)
    for name, value in (("reportId", response.report_id), ("fileId", response.file_id), ("hash", response.hash)):
        if value is not None:
            _add(root, name, str(value))
    return xml.written(root)


def render_done(done: Done) -> bytes:
    """The bytes of a `reportDoneResponse`; `files` stands even when empty."""
    root = etree.Element("reportDoneResponse")
    _add(root, "responseCode", str(done.code))
    _add(root, "reportId", str(done.report_id))
    files = etree.SubElement(root, "files")
    for file_id in done.files:
        _add(files, "fileId", file_id)
    return xml.written(root)


def parse_response(data: bytes) -> Response:
    """Read a `reportResponse`, whatever its code; a missing description is the empty text."""
    root = _root(data, "reportResponse")
    return Response(
        code=_number(root, "responseCode"),
        description=_text(root, "responseDescription") or "",
        report_id=_optional_number(root, "reportId"),
        file_id=_text(root, "fileId"),
        hash=_text(root, "hash"),
    )


def parse_done(data: bytes) -> Done:
    """Read a `reportDoneResponse`, whatever its code."""
    root = _root(data, "reportDoneResponse")
    files = tuple((file.text or "").strip() for file in root.findall("files/fileId"))
    return Done(code=_number(root, "responseCode"), report_id=_number(root, "reportId"), files=files)


def parse_answer(data: bytes) -> Response | Done:
    """Read either, by the root element: a refused /finish may come as one or the other."""
    root = _document(data)
    return parse_done(data) if root.tag == "reportDoneResponse" else parse_response(data)


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = xml.carried(text) or None


def _document(data: bytes) -> etree._Element:
    try:
        return xml.parse(data, limit_bytes=ANSWER_LIMIT_BYTES)
    except xml.XmlRefused as refused:
        raise AnswerUnreadable(refused.message) from refused


def _root(data: bytes, name: str) -> etree._Element:
    root = _document(data)
    if root.tag != name:
        raise AnswerUnreadable(f"the root element is not {name}")
    return root


def _text(root: etree._Element, name: str) -> str | None:
    found = root.find(name)
    return None if found is None else (found.text or "").strip()


def _optional_number(root: etree._Element, name: str) -> int | None:
    text = _text(root, name)
    if not text:
        return None
    if not text.isascii() or not text.lstrip("+-").isdigit() or len(text) > 20:
        raise AnswerUnreadable(f"{name} is not a whole number")
    return int(text)


def _number(root: etree._Element, name: str) -> int:
    value = _optional_number(root, name)
    if value is None:
        raise AnswerUnreadable(f"{name} is missing")
    return value
