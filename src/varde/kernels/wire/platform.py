"""What a platform's own systems post to their station. Parsing only; whether an item is confirmed is for the stages to know."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field, TypeAdapter
from pydantic.dataclasses import dataclass

from varde.kernels.terms.people import Sex
from varde.kernels.wire.account import Emails, Phones, PostalAddress
from varde.kernels.wire.strict import (
    STRICT,
    BodyRefused,
    Day,
    Ip,
    Label,
    Name,
    Port,
    Recipients,
    Sha256Hex,
    Text,
    Time,
    loaded,
    parse,
)

BODY_LIMIT_BYTES = 16 << 20
LINE_LIMIT_BYTES = 32 << 20


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class AttachedFile:
    """A file posted before, by the id that the station gave it."""

    file: UUID
    name: Label | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class ReportedMessage:
    """One message that the participant chose to report; nothing else of the conversation is sent."""

    id: Name
    sender: Name
    recipients: Recipients = ()
    sent_at: Time
    text: Text | None = None
    attachments: Annotated[tuple[AttachedFile, ...], Field(max_length=1_000)] = ()


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class ReportBody:
    """POST /api/v1/reports; `reporter` None is an anonymous report."""

    conversation: Name
    messages: Annotated[tuple[ReportedMessage, ...], Field(min_length=1, max_length=1_000)]
    reporter: Name | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class CopyBody:
    """POST /api/v1/copies: a file that the platform found in its own records."""

    file: UUID
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class ShareRecordLine:
    """One line of share records: the sender passed the item on in the message."""

    message: Name
    sender: Name
    recipients: Recipients = ()
    sent_at: Time
    item: Sha256Hex
    ip: Ip | None = None
    port: Port | None = None
    conversation: Name | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class AccountLine:
    """One line of account data, as the platform holds it."""

    account: Name
    screen_name: Label | None = None
    first_name: Label | None = None
    last_name: Label | None = None
    birth_date: Day | None = None
    sex: Sex | None = None
    emails: Emails = ()
    phones: Phones = ()
    address: PostalAddress | None = None
    service: Label | None = None
    registered_ip: Ip | None = None


_REPORT = TypeAdapter(ReportBody)
_COPY = TypeAdapter(CopyBody)
_SHARE = TypeAdapter(ShareRecordLine)
_ACCOUNT = TypeAdapter(AccountLine)


def parse_report_body(data: bytes) -> ReportBody:
    """A participant's report, or BodyRefused with the path of the field."""
    return parse(data, _REPORT, limit_bytes=BODY_LIMIT_BYTES)


def parse_copy_body(data: bytes) -> CopyBody:
    """An offered copy, or BodyRefused with the path of the field."""
    return parse(data, _COPY, limit_bytes=BODY_LIMIT_BYTES)


def parse_share_line(data: bytes, line_number: int) -> ShareRecordLine | AccountLine:
    """One line of an import: told apart by its `message` or its `account`. BodyRefused names line and path."""
    plain = loaded(data, limit_bytes=LINE_LIMIT_BYTES, line=line_number)
    keys = plain.keys() if isinstance(plain, dict) else set()
    if "message" in keys:
        return parse(data, _SHARE, limit_bytes=LINE_LIMIT_BYTES, line=line_number)
    if "account" in keys:
        return parse(data, _ACCOUNT, limit_bytes=LINE_LIMIT_BYTES, line=line_number)
    raise BodyRefused("$", "is neither a share record nor account data", line=line_number)
