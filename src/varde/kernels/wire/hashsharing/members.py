"""Who we are to the server, who else is there, and how this server categorises."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from lxml import etree

from varde.kernels.wire.hashsharing.elements import (
    attribute,
    by_name,
    child,
    maybe_text,
    named,
    new,
    root_of,
    text_of,
    within,
    written,
)
from varde.kernels.wire.hashsharing.errors import HashSharingRefused
from varde.kernels.wire.hashsharing.types import Categorization, CategorizationGroup, Member, Status


def parse_status(document: bytes | BinaryIO) -> Status:
    """`status`."""
    parts = by_name(root_of(document, "status"), "/status")
    if "member" not in parts:
        raise HashSharingRefused("/status/member: is missing or empty")
    return Status(
        maybe_text(parts.get("ipAddress"), "/status/ipAddress"),
        text_of(parts.get("username"), "/status/username"),
        _member(parts["member"], "/status/member"),
    )


def render_status(status: Status) -> bytes:
    """`status`."""
    root = new("status")
    child(root, "ipAddress", status.ip_address)
    child(root, "username", status.username)
    child(root, "member", status.member.name, id=status.member.id)
    return written(root)


def parse_members(document: bytes | BinaryIO) -> tuple[Member, ...]:
    """`members`."""
    return tuple(_member(element, "/members/member") for element in named(root_of(document, "members"), "member"))


def render_members(members: Sequence[Member]) -> bytes:
    """`members`."""
    root = new("members")
    for member in members:
        child(root, "member", member.name, id=member.id)
    return written(root)


def _member(element: etree._Element, where: str) -> Member:
    return Member(attribute(element, "id", f"{where}/@id"), maybe_text(element, where))


def parse_categorizations(document: bytes | BinaryIO) -> tuple[CategorizationGroup, ...]:
    """`categorizations`: its groups, whatever their element is called, in their order."""
    where = "/categorizations"
    return tuple(
        CategorizationGroup(
            attribute(group, "name", f"{where}/@name"),
            group.get("allowMultiple", "").strip().lower() in {"true", "1"},
            tuple(
                Categorization(
                    attribute(one, "guid", f"{where}/categorization/@guid"),
                    within(one.get("name", ""), f"{where}/categorization/@name"),
                )
                for one in named(group, "categorization")
            ),
        )
        for group in root_of(document, "categorizations")
    )


def render_categorizations(groups: Sequence[CategorizationGroup]) -> bytes:
    """`categorizations`."""
    root = new("categorizations")
    for group in groups:
        element = child(root, "group", name=group.name, allowMultiple="true" if group.allow_multiple else "false")
        for one in group.categorizations:
            child(element, "categorization", guid=one.guid, name=one.name)
    return written(root)
