"""What members say of a fingerprint: as it stands in an entry, as it is sent, and the reasons that may be given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from lxml import etree

from varde.kernels.wire.hashsharing.elements import (
    any_root,
    attribute,
    by_name,
    child,
    name_of,
    named,
    new,
    root_of,
    text_of,
    time_of,
    time_text,
    within,
    written,
)
from varde.kernels.wire.hashsharing.errors import HashSharingRefused
from varde.kernels.wire.hashsharing.types import AvailableReason, Feedback, FeedbackSubmission, FeedbackType, Reason

_AVAILABLE = "availableFeedbackReasons"
_TYPES = {one.value: one for one in FeedbackType} | {one.value.replace("_", ""): one for one in FeedbackType}


def read(elements: Iterable[etree._Element], where: str) -> tuple[Feedback, ...]:
    """What stands in an entry's `feedback`, one for each kind of fingerprint; a kind that nobody knows is passed over."""
    found: dict[FeedbackType, Feedback] = {}
    for element in (one for parent in elements for one in parent):
        kind = _TYPES.get(element.get("type", "").upper().replace("-", "_").replace("+", "_"))
        if kind is None or name_of(element) not in {"affirmativeFeedback", "negativeFeedback"}:
            continue
        last = time_of(attribute(element, "lastUpdateTimestamp", where), where)
        before = found.get(kind, Feedback(kind, last))
        is_affirmative = name_of(element) == "affirmativeFeedback"
        found[kind] = Feedback(
            kind,
            max(last, before.last_update),
            before.affirmative + (_members(element, where) if is_affirmative else ()),
            before.negative + (() if is_affirmative else _reasons(element, where)),
        )
    return tuple(found.values())


def _members(element: etree._Element, where: str) -> tuple[str, ...]:
    return tuple(attribute(member, "id", where) for members in named(element, "members") for member in named(members, "member"))


def _reasons(element: etree._Element, where: str) -> tuple[Reason, ...]:
    """Each reason, and behind it the members that gave it; members without any reason have an empty one."""
    bare = _members(element, where)
    found = [Reason("", "", "", bare)] if bare else []
    for each in (one for reasons in named(element, "reasons") for one in reasons):
        if name_of(each) == "reason":
            guid, name, kind = (within(each.get(key, ""), where) for key in ("guid", "name", "type"))
            found.append(Reason(guid, name, kind))
        elif name_of(each) == "members" and found:
            last = found.pop()
            who = tuple(attribute(member, "id", where) for member in named(each, "member"))
            found.append(Reason(last.guid, last.name, last.type, last.members + who))
    return tuple(found)


def write(parent: etree._Element, feedback: Sequence[Feedback]) -> None:
    """An entry's feedback as it is read."""
    for one in feedback:
        stated = {"type": one.type.value, "lastUpdateTimestamp": time_text(one.last_update)}
        if one.affirmative or not one.negative:
            _write_members(child(parent, "affirmativeFeedback", **stated), one.affirmative)
        if one.negative:
            reasons = child(child(parent, "negativeFeedback", **stated), "reasons")
            for reason in one.negative:
                child(reasons, "reason", guid=reason.guid, name=reason.name, type=reason.type)
                _write_members(reasons, reason.members)


def _write_members(parent: etree._Element, members: Sequence[str]) -> None:
    element = child(parent, "members")
    for member in members:
        child(element, "member", id=member)


def parse_feedback(document: bytes | BinaryIO) -> FeedbackSubmission:
    """A `feedbackSubmission`: affirmative, or negative with reasons; never both."""
    where = "/feedbackSubmission"
    parts = by_name(root_of(document, "feedbackSubmission"), where)
    if set(parts) == {"affirmative"}:
        return FeedbackSubmission()
    if set(parts) != {"negative"}:
        raise HashSharingRefused(f"{where}: holds either affirmative or negative")
    ids = by_name(parts["negative"], f"{where}/negative").get("reasonIds")
    path = f"{where}/negative/reasonIds/guid"
    guids = tuple(text_of(guid, path) for guid in named(ids, "guid")) if ids is not None else ()
    if not guids:
        raise HashSharingRefused(f"{path}: is missing or empty")
    return FeedbackSubmission(guids)


def render_feedback(said: FeedbackSubmission) -> bytes:
    """What is PUT to an entry's feedback."""
    root = new("feedbackSubmission")
    if said.reasons:
        ids = child(child(root, "negative"), "reasonIds")
        for guid in said.reasons:
            child(ids, "guid", guid)
    else:
        child(root, "affirmative")
    return written(root)


def parse_reasons(document: bytes | BinaryIO) -> tuple[AvailableReason, ...]:
    """`availableFeedbackReasons`, whether it is the root or stands in it."""
    root = any_root(document)
    lists = [root] if name_of(root) == _AVAILABLE else list(named(root, _AVAILABLE))
    if not lists:
        raise HashSharingRefused(f"/: no {_AVAILABLE}")
    return tuple(reason for each in lists for reason in _available(each))


def _available(element: etree._Element) -> list[AvailableReason]:
    kind = element.get("type", "")
    return [
        AvailableReason(
            attribute(reason, "guid", "reason/@guid"),
            attribute(reason, "name", "reason/@name"),
            within(reason.get("type", kind), "reason/@type"),
        )
        for parent in (element, *named(element, "reasons"))
        for reason in named(parent, "reason")
    ]


def render_reasons(type_: FeedbackType, reasons: Sequence[AvailableReason]) -> bytes:
    """The reasons that may be given against a fingerprint of this kind; the list stands in the root, where clients look."""
    root = new("feedbackReasons")
    listed = child(root, _AVAILABLE, type=type_.value)
    for reason in reasons:
        child(listed, "reason", guid=reason.guid, name=reason.name, type=reason.type)
    return written(root)
