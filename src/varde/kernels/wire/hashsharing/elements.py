"""Elements of this protocol: read by name and not by order, in its namespace or in none, within limits; written in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO

from lxml import etree

from varde.kernels.wire import xml
from varde.kernels.wire.hashsharing.errors import HashSharingRefused

NAMESPACE = "https://hashsharing.ncmec.org/hashsharing/v2"
PAGE_LIMIT_BYTES = 32 << 20
SMALL_LIMIT_BYTES = 1 << 20
TEXT_LIMIT = 300  # characters of an id, a name, a reason
_PREFIX = f"{{{NAMESPACE}}}"


def root_of(document: bytes | BinaryIO, name: str, *, limit_bytes: int = SMALL_LIMIT_BYTES) -> etree._Element:
    """The document's root, which must be called so."""
    root = any_root(document, limit_bytes=limit_bytes)
    if name_of(root) != name:
        raise HashSharingRefused(f"/: the root is not {name}")
    return root


def any_root(document: bytes | BinaryIO, *, limit_bytes: int = SMALL_LIMIT_BYTES) -> etree._Element:
    """The document's root, whatever it is called."""
    data = document if isinstance(document, bytes) else document.read(limit_bytes + 1)
    return xml.parse(data, limit_bytes=limit_bytes, limit_depth=12)


def name_of(element: etree._Element) -> str:
    """The element's name; it stands in this protocol's namespace or in none."""
    tag = str(element.tag)
    if tag[0] != "{":
        return tag
    if not tag.startswith(_PREFIX):
        raise HashSharingRefused("an element is of another namespace")
    return tag[len(_PREFIX) :]


def by_name(element: etree._Element, where: str) -> dict[str, etree._Element]:
    """The children by name; each may stand once."""
    found = {name_of(child): child for child in element}
    if len(found) != len(element):
        raise HashSharingRefused(f"{where}: an element stands twice")
    return found


def named(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The children of this name."""
    return (child for child in element if name_of(child) == name)


def text_of(element: etree._Element | None, where: str, *, limit: int = TEXT_LIMIT) -> str:
    """The element's text, which must be there and not be longer than that."""
    text = "" if element is None else (element.text or "").strip()
    if not text:
        raise HashSharingRefused(f"{where}: is missing or empty")
    return within(text, where, limit=limit)


def maybe_text(element: etree._Element | None, where: str) -> str:
    """The element's text, or nothing."""
    return "" if element is None else within((element.text or "").strip(), where)


def within(text: str, where: str, *, limit: int = TEXT_LIMIT) -> str:
    """The same text, when it is not too long."""
    if len(text) > limit:
        raise HashSharingRefused(f"{where}: longer than {limit} characters")
    return text


def attribute(element: etree._Element, name: str, where: str) -> str:
    """An attribute that must be there."""
    return within(element.get(name, "").strip(), where) or _missing(where)


def _missing(where: str) -> str:
    raise HashSharingRefused(f"{where}: is missing or empty")


def time_of(text: str, where: str) -> datetime:
    """A time with its offset, in UTC."""
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        raise HashSharingRefused(f"{where}: is no time") from None
    if told.tzinfo is None:
        raise HashSharingRefused(f"{where}: is a time without an offset")
    if told.tzinfo is UTC:
        return told
    try:
        return told.astimezone(UTC)
    except OverflowError:
        raise HashSharingRefused(f"{where}: is no time") from None


def time_text(at: datetime) -> str:
    """The time as this protocol writes it: in UTC, with Z."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def new(name: str) -> etree._Element:
    """A root in this protocol's namespace."""
    return etree.Element(_PREFIX + name, nsmap={None: NAMESPACE})


def child(parent: etree._Element, name: str, text: str = "", /, **attributes: str) -> etree._Element:
    """One more child; a character that XML cannot carry becomes U+FFFD."""
    carried = {key: xml.carried(value) for key, value in attributes.items()}
    element = etree.SubElement(parent, _PREFIX + name, carried)
    if text:
        element.text = xml.carried(text)
    return element


written = xml.written
