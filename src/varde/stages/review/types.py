from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from varde.kernels.terms.ids import ObjectId, ReportId, ReviewId
from varde.kernels.terms.topics import ListHit, SubmissionKind


class ReviewState(StrEnum):
    """Where a matter stands."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    SECOND_ASKED = "second_asked"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


OPEN = frozenset({ReviewState.WAITING, ReviewState.CLAIMED, ReviewState.SECOND_ASKED})


class Classification(StrEnum):
    """The industry's four classes: A prepubescent, B pubescent; 1 sex act, 2 lascivious exhibition."""

    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"


class RefusalReason(StrEnum):
    """Why a report is not reportable."""

    NOT_SEXUAL = "not_sexual"
    NOT_A_CHILD = "not_a_child"
    CANNOT_TELL = "cannot_tell"
    NOTHING_THERE = "nothing_there"


@dataclass(frozen=True, slots=True)
class NearConfirmed:
    """The file resembles one that was confirmed before."""

    confirmed: ObjectId
    algorithm: str
    bits_apart: int


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What is known of one file without opening it, and how often it was looked at."""

    object: ObjectId
    hits: tuple[ListHit, ...]
    near: tuple[NearConfirmed, ...]
    undecodable: bool
    may_be_unseen: bool
    clear_views: int
    blurred_views: int
    viewed: bool | None
    classification: Classification | None
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Message:
    """A reported message, as the moderator reads it."""

    id: str
    sender: str
    recipients: tuple[str, ...]
    sent_at: datetime
    text: str | None
    files: tuple[ObjectId, ...]
    by_reporter: bool


@dataclass(frozen=True, slots=True)
class QueuedReview:
    """A line of the queue: known facts first."""

    id: ReviewId
    report: ReportId
    kind: SubmissionKind
    state: ReviewState
    case_number: str
    received_at: datetime
    reporters: int
    files: int
    hits: int
    nearest_bits: int | None
    may_be_unseen: bool
    claimed_by: str | None
    asked_by: str | None
    known: tuple[ListHit, ...] = ()  # each list entry once, the nearest hit first
    nearest_by: str | None = None  # the algorithm that measured `nearest_bits`
    undecodable: int = 0


@dataclass(frozen=True, slots=True)
class OneReview:
    """A matter in full: its line of the queue, its files, what was said."""

    line: QueuedReview
    items: tuple[ItemFacts, ...]
    messages: tuple[Message, ...]
    note: str | None
    other_cases: tuple[str, ...]
    decided_by: str | None
    decided_at: datetime | None
    refused_because: RefusalReason | None
    remark: str | None


@dataclass(frozen=True, slots=True)
class PersonViews:
    """How much one person had to look at."""

    person: str
    clear: int
    blurred: int
