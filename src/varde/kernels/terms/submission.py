"""What a participant reported, as the platform's stages hand it on: sealed in the vault, named by an ObjectId in the handover."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from pydantic import TypeAdapter

from varde.kernels.terms.ids import ObjectId, ReportId
from varde.kernels.terms.topics import SubmissionKind


@dataclass(frozen=True, slots=True)
class SubmittedFile:
    """An attachment: the sealed object and the name it had in the message."""

    object: ObjectId
    name: str | None


@dataclass(frozen=True, slots=True)
class SubmittedMessage:
    """One of the messages that the reporter chose. `by_reporter`: the reporter wrote it."""

    id: str
    sender: str
    recipients: tuple[str, ...]
    sent_at: datetime
    text: str | None
    files: tuple[SubmittedFile, ...]
    by_reporter: bool


@dataclass(frozen=True, slots=True)
class Submission:
    """A report without the reporter's identity; an offered copy has neither messages nor a conversation."""

    report: ReportId
    kind: SubmissionKind
    case_number: str
    received_at: datetime
    conversation: str | None
    note: str | None
    messages: tuple[SubmittedMessage, ...]


@cache
def _adapter() -> TypeAdapter[Submission]:
    return TypeAdapter(Submission)


def written(submission: Submission) -> bytes:
    """The submission as JSON."""
    return _adapter().dump_json(submission)


def read(document: bytes) -> Submission:
    """The submission of a document that `written` made."""
    return _adapter().validate_json(document)
