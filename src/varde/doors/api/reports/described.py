"""What the platform's own systems may send, and what they are answered."""

from __future__ import annotations

import json
from uuid import UUID

from pydantic import with_config
from typing_extensions import TypedDict

from varde.doors.api.describing import (
    BY_TOKEN,
    CLOSED,
    WITH_BODY,
    Json,
    answer,
    body,
    bytes_body,
    operation,
    parameter,
    ref,
    schemas_of,
)
from varde.doors.api.guard import PostOnly
from varde.doors.api.reports.errors import BasisUnreadable, IdempotencyKeyMissing
from varde.doors.api.reports.lines import BodyTorn
from varde.keeps.parties import face as parties
from varde.keeps.vault import face as vault
from varde.kernels.wire.platform import AccountLine, CopyBody, ReportBody, ShareRecordLine
from varde.kernels.wire.strict import BodyRefused, BodyTooLarge
from varde.stages.filing import face as filing
from varde.stages.intake import face as intake

ID, SHA256 = "0198c0de-0000-7000-8000-000000000001", "3f" * 32


@with_config(CLOSED)
class FileTaken(TypedDict):
    """The file's id, for reports to name it by, and what was received."""

    file: UUID
    sha256: str
    bytes: int


@with_config(CLOSED)
class ReportTaken(TypedDict):
    """What the participant needs to follow the report. `joined`: somebody reported one of its messages before."""

    case_number: str
    pin: str
    joined: bool


@with_config(CLOSED)
class CopyTaken(TypedDict):
    """The offered copy, and whether it is offered for the first time."""

    copy: UUID
    is_new: bool


@with_config(CLOSED)
class SharesTaken(TypedDict):
    """What an import came to."""

    imported: int
    already_known: int
    accounts: int


SCHEMAS = schemas_of(ReportBody, CopyBody, ShareRecordLine, AccountLine) | schemas_of(
    FileTaken, ReportTaken, CopyTaken, SharesTaken, answers=True
)
_REFUSED = (*BY_TOKEN, *WITH_BODY, PostOnly)
_MESSAGE = {
    "id": "m-1", "sender": "kestrel", "recipients": ["wren"], "sent_at": "2026-05-04T12:00:00+02:00", "text": None,
    "attachments": [{"file": ID, "name": "hills.jpg"}],
}  # fmt: skip
_REPORT = {"reporter": "wren", "conversation": "c-1", "note": None, "messages": [_MESSAGE]}
_SHARE = {
    "message": "m-2", "sender": "kestrel", "recipients": ["finch"], "sent_at": "2026-05-04T12:02:00+02:00", "item": SHA256,
    "ip": "192.0.2.7", "port": 40000, "conversation": None,
}  # fmt: skip
_ACCOUNT = {"account": "kestrel", "birth_date": "2008-02-29", "sex": "male"}
_LINES = {
    "type": "string",
    "description": "one JSON document a line: `#/components/schemas/ShareRecordLine` or `#/components/schemas/AccountLine`",
}
LINE_EXAMPLES: dict[str, Json] = {"ShareRecordLine": _SHARE, "AccountLine": _ACCOUNT}

PATHS: Json = {
    "/api/v1/files": {
        "post": operation(
            "Send one file ahead of the report that names it",
            right=parties.Right.SEND_REPORTS,
            takes=bytes_body("the file, as it is"),
            answers={201: answer("taken", ref("FileTaken"), {"file": ID, "sha256": SHA256, "bytes": 20481})},
            refuses=(
                *_REFUSED,
                intake.FileEmpty,
                intake.FileTorn,
                vault.TooLarge,
                vault.VaultFull,
                vault.VaultWriteFailed,
                vault.VaultNotSetUp,
            ),
        )
    },
    "/api/v1/reports": {
        "post": operation(
            "Hand a participant's report in",
            right=parties.Right.SEND_REPORTS,
            parameters=[
                parameter(
                    "Idempotency-Key",
                    "the same for the same report, however often it is sent",
                    schema={"type": "string", "minLength": 1, "maxLength": 200},
                    example="report-5150",
                    place="header",
                    required=True,
                )
            ],
            takes=body(ref("ReportBody"), _REPORT),
            answers={
                201: answer(
                    "taken, or taken before", ref("ReportTaken"), {"case_number": "H-7QX4-2MPK", "pin": "483920", "joined": False}
                )
            },
            refuses=(
                *_REFUSED,
                IdempotencyKeyMissing,
                BodyRefused,
                BodyTooLarge,
                intake.AttachmentUnknown,
                intake.IdempotencyConflict,
                vault.VaultFull,
            ),
        )
    },
    "/api/v1/copies": {
        "post": operation(
            "Offer a copy of a confirmed item that the platform found in its own records",
            right=parties.Right.SEND_REPORTS,
            takes=body(ref("CopyBody"), {"file": ID, "note": None}),
            answers={201: answer("taken, or taken before", ref("CopyTaken"), {"copy": ID, "is_new": True})},
            refuses=(*_REFUSED, BodyRefused, BodyTooLarge, intake.AttachmentUnknown, vault.VaultFull),
        )
    },
    "/api/v1/share-records": {
        "post": operation(
            "Say who sent a confirmed item to whom",
            right=parties.Right.SEND_SHARE_RECORDS,
            parameters=[
                parameter(
                    "basis",
                    "the legal basis",
                    schema={"type": "string", "minLength": 1, "maxLength": 1000},
                    example="terms of service",
                    required=True,
                )
            ],
            takes=body(_LINES, f"{json.dumps(_SHARE)}\n{json.dumps(_ACCOUNT)}\n", kind="application/x-ndjson"),
            answers={200: answer("imported", ref("SharesTaken"), {"imported": 1, "already_known": 0, "accounts": 1})},
            refuses=(*_REFUSED, BodyRefused, BodyTooLarge, BodyTorn, filing.BasisMissing, BasisUnreadable, filing.SharesRefused),
        )
    },
}
