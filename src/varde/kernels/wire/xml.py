"""The one XML parser of the house.

A document type declaration is refused before the parser sees it, so no entity is ever declared, expanded or fetched. Only
encodings in which that check can read the bytes are taken. Sizes and depth are bounded. Errors say where, never what.
"""

from __future__ import annotations

import re
from typing import ClassVar

from lxml import etree

from varde.kernels.terms.errors import VardeError

LIMIT_BYTES = 16 << 20
LIMIT_DEPTH = 32
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
READABLE = frozenset({"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin1"})

_SPACE = b" \t\r\n"
_ENCODING = re.compile(rb"""\A<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class XmlRefused(VardeError):
    """The XML document was refused: send one that is well formed and within the limits."""

    code: ClassVar[str] = "xml_refused"


class XmlMalformed(XmlRefused):
    """The XML document is not well formed: correct the line named and send it again."""

    code: ClassVar[str] = "xml_malformed"


class XmlHasDoctype(XmlRefused):
    """The XML document carries a document type declaration: send it without one."""

    code: ClassVar[str] = "xml_has_doctype"


class XmlTooLarge(XmlRefused):
    """The XML document is larger than is taken: send less in one document."""

    code: ClassVar[str] = "xml_too_large"
    status: ClassVar[int] = 413


class XmlTooDeep(XmlRefused):
    """The XML document is nested deeper than any document of this kind: send it flatter."""

    code: ClassVar[str] = "xml_too_deep"


class XmlEncodingUnknown(XmlRefused):
    """The XML document is not written in UTF-8: send it in UTF-8."""

    code: ClassVar[str] = "xml_encoding_unknown"


def parse(data: bytes, *, limit_bytes: int = LIMIT_BYTES, limit_depth: int = LIMIT_DEPTH) -> etree._Element:
    """The root element, without comments and processing instructions."""
    if len(data) > limit_bytes:
        raise XmlTooLarge(f"{limit_bytes} bytes at most")
    _refuse_unreadable(data)
    _refuse_doctype(data)
    root = _parsed(data)
    _refuse_depth(root, limit_depth)
    return root


def written(root: etree._Element) -> bytes:
    """The document's bytes: UTF-8, declared as standalone."""
    return DECLARATION + etree.tostring(root, encoding="UTF-8", xml_declaration=False)


def carried(text: str) -> str:
    """The text as XML can carry it: a character that XML does not know becomes U+FFFD."""
    return _NOT_XML.sub("\ufffd", text)


def _refuse_unreadable(data: bytes) -> None:
    if b"\0" in data[:1024] or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise XmlEncodingUnknown
    declared = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
    if declared and declared[1].decode().lower() not in READABLE:
        raise XmlEncodingUnknown


def _refuse_doctype(data: bytes) -> None:
    """Walk the prolog; a declaration may stand there and nowhere else."""
    rest = data.removeprefix(b"\xef\xbb\xbf").lstrip(_SPACE)
    while rest.startswith((b"<?", b"<!--")):
        end = b"-->" if rest.startswith(b"<!--") else b"?>"
        rest = rest.partition(end)[2].lstrip(_SPACE)
    if rest.startswith(b"<!"):
        raise XmlHasDoctype


def _parsed(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as refused:
        line, column = refused.position
        raise XmlMalformed(f"line {line}, column {column}") from None
    except ValueError as refused:
        raise XmlMalformed("the bytes are not text") from refused
    if root.getroottree().docinfo.internalDTD is not None:
        raise XmlHasDoctype
    return root


def _refuse_depth(root: etree._Element, limit: int) -> None:
    depth = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limit:
            raise XmlTooDeep(f"{limit} levels at most")
