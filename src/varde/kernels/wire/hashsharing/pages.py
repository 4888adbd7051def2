"""`queryResult`: one page of entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from lxml import etree

from varde.kernels.wire.hashsharing import opinions
from varde.kernels.wire.hashsharing.elements import (
    PAGE_LIMIT_BYTES,
    attribute,
    by_name,
    child,
    name_of,
    new,
    root_of,
    text_of,
    time_of,
    time_text,
    within,
    written,
)
from varde.kernels.wire.hashsharing.errors import HashSharingRefused
from varde.kernels.wire.hashsharing.types import Deleted, Entry, Fingerprint, LargeFingerprint, Media, Page

MOST_ENTRIES = 20_000
MOST_FINGERPRINTS = 64
FINGERPRINT_LIMIT = 16 << 10  # characters; what is longer is shared by its address
NEXT_LIMIT = 4_000
_DELETED = {Media.IMAGE: "deletedImage", Media.VIDEO: "deletedVideo"}
_KINDS = {"image": (Media.IMAGE, False), "video": (Media.VIDEO, False)} | {
    name: (media, True) for media, name in _DELETED.items()
}
_GROUPS = {Media.IMAGE: "images", Media.VIDEO: "videos"}


def parse_page(document: bytes | BinaryIO) -> Page:
    """The page; children are read by name, in any order."""
    root = root_of(document, "queryResult", limit_bytes=PAGE_LIMIT_BYTES)
    parts = by_name(root, "/queryResult")
    entries = tuple(entry for name in _GROUPS.values() if name in parts for entry in _entries(parts[name], name))
    if len(entries) > MOST_ENTRIES:
        raise HashSharingRefused(f"more than {MOST_ENTRIES} entries")
    return Page(entries, _next(parts.get("paging")))


def _next(paging: etree._Element | None) -> str | None:
    """Some escape it once more than XML does."""
    found = None if paging is None else by_name(paging, "/queryResult/paging").get("next")
    text = "" if found is None else (found.text or "").strip()
    return within(text, "/queryResult/paging/next", limit=NEXT_LIMIT).replace("&amp;", "&") or None


def _entries(group: etree._Element, name: str) -> Iterator[Entry | Deleted]:
    for number, element in enumerate(group, 1):
        kind = name_of(element)
        where = f"/queryResult/{name}/{kind}[{number}]"
        if kind not in _KINDS:
            raise HashSharingRefused(f"{where}: is no entry")
        yield _entry(element, where, *_KINDS[kind])


def _entry(element: etree._Element, where: str, media: Media, is_deleted: bool) -> Entry | Deleted:
    parts: dict[str, etree._Element] = {}
    feedback: list[etree._Element] = []
    for part in element:
        name = name_of(part)
        if name == "feedback":
            feedback.append(part)
        elif name in parts:
            raise HashSharingRefused(f"{where}/{name}: stands twice")
        else:
            parts[name] = part
    if "member" not in parts:
        raise HashSharingRefused(f"{where}/member: is missing or empty")
    member = attribute(parts["member"], "id", f"{where}/member/@id")
    id_ = text_of(parts.get("id"), f"{where}/id")
    timestamp = time_of(text_of(parts.get("timestamp"), f"{where}/timestamp"), f"{where}/timestamp")
    if is_deleted:
        return Deleted(media=media, member=member, id=id_, timestamp=timestamp)
    fingerprints, large = _fingerprints(parts.get("fingerprints"), f"{where}/fingerprints")
    stated = parts.get("classification")
    return Entry(
        media=media,
        member=member,
        id=id_,
        timestamp=timestamp,
        classification=None if stated is None else within((stated.text or "").strip(), f"{where}/classification") or None,
        fingerprints=fingerprints,
        large=large,
        feedback=opinions.read(feedback, f"{where}/feedback") if feedback else (),
    )


def _fingerprints(element: etree._Element | None, where: str) -> tuple[tuple[Fingerprint, ...], tuple[LargeFingerprint, ...]]:
    if element is None:
        return (), ()
    if len(element) > MOST_FINGERPRINTS:
        raise HashSharingRefused(f"{where}: more than {MOST_FINGERPRINTS}")
    small, large = [], []
    for one in element:
        text, kind = (one.text or "").strip(), name_of(one)
        if text:
            small.append(Fingerprint(kind, within(text, where, limit=FINGERPRINT_LIMIT)))
        elif one.get("href"):
            href = within(one.get("href", ""), where, limit=NEXT_LIMIT)
            large.append(LargeFingerprint(kind, within(one.get("rel", ""), where), href))
    return tuple(small), tuple(large)


def render_page(page: Page) -> bytes:
    """The page's bytes: pictures first, then videos."""
    root = new("queryResult")
    for media, name in _GROUPS.items():
        mine = [entry for entry in page.entries if entry.media is media]
        if mine:
            _write_group(root, name, mine)
    if page.next:
        child(child(root, "paging"), "next", page.next)
    return written(root)


def _write_group(root: etree._Element, name: str, entries: Sequence[Entry | Deleted]) -> None:
    newest = time_text(max(entry.timestamp for entry in entries))
    group = child(root, name, count=str(len(entries)), maxTimestamp=newest)
    for entry in entries:
        is_entry = isinstance(entry, Entry)
        element = child(group, entry.media.value if is_entry else _DELETED[entry.media])
        child(element, "member", id=entry.member)
        child(element, "timestamp", time_text(entry.timestamp))
        child(element, "id", entry.id)
        if isinstance(entry, Entry):
            _write_rest(element, entry)


def _write_rest(element: etree._Element, entry: Entry) -> None:
    if entry.classification:
        child(element, "classification", entry.classification)
    fingerprints = child(element, "fingerprints")
    for one in entry.fingerprints:
        child(fingerprints, one.kind, one.text)
    for large in entry.large:
        child(fingerprints, large.kind, rel=large.rel, href=large.href)
    if entry.feedback:
        opinions.write(child(element, "feedback"), entry.feedback)
