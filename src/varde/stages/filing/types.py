from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import BinaryIO, Protocol
from uuid import UUID

from varde.kernels.terms.ids import ObjectId, TipId
from varde.kernels.wire.account import AccountData
from varde.kernels.wire.acts import ReportRef, ShareAct
from varde.kernels.wire.cybertip import Done, FileDetails, Response


class TipState(StrEnum):
    """Where a tip stands. The clearinghouse knows of it from `opened` on, and it counts from `finished` on."""

    AWAITING = "awaiting_share_records"
    READY = "ready"
    SENDING = "sending"
    OPENED = "opened"
    FINISHED = "finished"
    STOPPED = "stopped"


UNOPENED = frozenset({TipState.AWAITING, TipState.READY})
UNDER_WAY = frozenset({TipState.SENDING, TipState.OPENED})


class Clearinghouse(Protocol):
    """What filing needs of the link: the wire's five calls. An answer's code may be anything; no answer is an exception."""

    def submit(self, document: bytes) -> Response:
        """Open a report; `document` is its XML."""
        ...

    def upload(self, report_id: int, *, name: str, content: BinaryIO) -> Response:
        """Send one file."""
        ...

    def describe(self, details: FileDetails) -> Response:
        """Say what is known of one file."""
        ...

    def finish(self, report_id: int) -> tuple[Done | Response, bytes]:
        """Finish the report; the answer also as the bytes that came."""
        ...

    def retract(self, report_id: int) -> Response:
        """Take an unfinished report back."""
        ...

    def retract_verbatim(self, report_id: int) -> tuple[Response, bytes]:
        """The same; the answer also as the bytes that came."""
        ...


@dataclass(frozen=True, slots=True)
class Platform:
    """Who files: the ESP's name and the e-mail address that the clearinghouse may write to."""

    name: str
    contact_email: str


@dataclass(frozen=True, slots=True)
class Imported:
    """Outcome of one import of share records."""

    imported: int
    already_known: int
    accounts: int


@dataclass(frozen=True, slots=True)
class Told:
    """A reported message's words, as the participant handed them over."""

    message: str
    sent_at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class TipFacts:
    """Everything one tip says, before it is put into the wire's words. `prior`: the account's earlier report numbers."""

    account: AccountData
    acts: tuple[ShareAct, ...]
    reports: tuple[ReportRef, ...]
    told: tuple[Told, ...]
    prior: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TipFileFacts:
    """One file of a tip. `viewed`: from recorded views only; None when they state neither."""

    object: ObjectId
    sha256: bytes
    md5: bytes
    size: int
    name: str | None
    classification: str | None
    viewed: bool | None
    file_id: str | None
    possible_self_production: bool = False


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that the tip does not say, and why it would matter to police. Never a barrier to filing."""

    field: str
    why: str


@dataclass(frozen=True, slots=True)
class KnownOutcome:
    """What came of a tip at an agency, coded."""

    outcome: UUID
    code: str
    decided_on: date
    as_of: datetime


@dataclass(frozen=True, slots=True)
class TipRow:
    """A line of the list of tips."""

    id: TipId
    state: TipState
    account: str
    screen_name: str | None
    acts: int
    reports: int
    created_at: datetime
    hold_until: datetime | None
    finished_at: datetime | None
    report_number: int | None
    is_supplement: bool
    stopped_because: str | None
    outcome: str | None


@dataclass(frozen=True, slots=True)
class OneTip:
    """A tip in full. `receipt` is the finish response, verbatim; what the tip says is kept until `kept_until`.

    `found_after_crash`: the finish response was lost, and `receipt` is what /retract answered when we asked, verbatim.
    """

    row: TipRow
    facts: TipFacts
    files: tuple[TipFileFacts, ...]
    bases: tuple[str, ...]
    receipt: bytes | None
    kept_until: date | None
    outcomes: tuple[KnownOutcome, ...]
    lacks: tuple[Lack, ...]
    found_after_crash: bool = False
