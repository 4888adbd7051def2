"""Handovers: what one step leaves for the next. Topics are past events; each has one payload type.

Payloads carry ids and short facts, never evidence and never a person's particulars: those lie in the vault, named by ObjectId.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from varde.kernels.terms.ids import ObjectId, PeerName, ReceivedTipId, ReportId, TipId


class Topic(StrEnum):
    """A past event for which the next step waits."""

    # platform
    REPORT_ACCEPTED = "report_accepted"
    REPORT_JOINED = "report_joined"
    MEDIA_LOOKED_UP = "media_looked_up"
    REPORT_CONFIRMED = "report_confirmed"
    COPY_REFUSED = "copy_refused"
    TIP_READY = "tip_ready"
    TIP_FILED = "tip_filed"
    # clearinghouse
    TIP_ARRIVED = "tip_arrived"
    REFERRAL_ROUTED = "referral_routed"
    # agency
    REFERRAL_ARRIVED = "referral_arrived"
    # the return way
    OUTCOME_RECORDED = "outcome_recorded"  # agency: to be sent to the clearinghouse
    OUTCOME_ARRIVED = "outcome_arrived"  # clearinghouse and platform: came in by post
    OUTCOME_FORWARDED = "outcome_forwarded"  # clearinghouse: to be sent to the platform


class SubmissionKind(StrEnum):
    """A participant's report, or a copy of a confirmed item that the platform found in its own records."""

    REPORT = "report"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class ReportAccepted:
    """`objects`: the attached files, in the order given; empty for a text-only report.

    `submission` is what was said, sealed in the vault: a `terms.submission.Submission`.
    """

    report: ReportId
    kind: SubmissionKind
    objects: tuple[ObjectId, ...]
    submission: ObjectId


@dataclass(frozen=True, slots=True)
class ReportJoined:
    """Somebody else reported the same messages: `joined` stands beside `report`, with a case number of its own."""

    report: ReportId
    joined: ReportId
    case_number: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class ListHit:
    """An object is in a published list: which one, which entry, by which algorithm, how many bits apart, attested by whom."""

    object: ObjectId
    list_name: str
    entry_id: str
    algorithm: str
    bits_apart: int
    attested_by: tuple[str, ...]
    classification: str | None


@dataclass(frozen=True, slots=True)
class MediaLookedUp:
    """Every object was fingerprinted and looked up; those in `undecodable` could not be decoded safely and stay sealed."""

    report: ReportId
    kind: SubmissionKind
    objects: tuple[ObjectId, ...]
    submission: ObjectId
    hits: tuple[ListHit, ...] = ()
    undecodable: tuple[ObjectId, ...] = ()


@dataclass(frozen=True, slots=True)
class ConfirmedFile:
    """`viewed`: whether a person saw it in the clear; None when the records do not say. `classification`: A1 to B2, or none.

    `possible_self_production`: the moderator holds it possible that the child filmed it.
    """

    object: ObjectId
    classification: str | None
    viewed: bool | None
    possible_self_production: bool = False


@dataclass(frozen=True, slots=True)
class ReportConfirmed:
    """A person confirmed `files` as reportable (unseen where the law allows it); empty for a text-only report."""

    report: ReportId
    kind: SubmissionKind
    files: tuple[ConfirmedFile, ...]
    submission: ObjectId


@dataclass(frozen=True, slots=True)
class CopyRefused:
    """An offered copy is near no confirmed item: it is to be destroyed, unless a report needs it."""

    report: ReportId


@dataclass(frozen=True, slots=True)
class TipReady:
    """A CyberTip is drafted and may be filed."""

    tip: TipId


@dataclass(frozen=True, slots=True)
class TipFiled:
    """The clearinghouse has the tip, finished; what follows from that is due."""

    tip: TipId


@dataclass(frozen=True, slots=True)
class TipArrived:
    """A finished CyberTip lies at the clearinghouse."""

    tip: ReceivedTipId


@dataclass(frozen=True, slots=True)
class LetterReady:
    """A letter to a peer: what `post.send` needs. `kind` is a LetterKind's value.

    `document` is the letter's JSON in the vault; `files` are sealed files that travel with it. `reference` makes sending the same
    letter twice impossible: one letter per (to, kind, reference).
    """

    to: PeerName
    kind: str
    reference: UUID
    document: ObjectId
    files: tuple[ObjectId, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterArrived:
    """A letter came in, was verified and receipted. `files` lie in this station's vault under the ids given."""

    sender: PeerName
    kind: str
    reference: UUID
    document: ObjectId
    files: tuple[ObjectId, ...] = ()


class LetterKind(StrEnum):
    """What stations write to each other."""

    REFERRAL = "referral"
    OUTCOME = "outcome"


PAYLOADS: dict[Topic, type] = {
    Topic.REPORT_ACCEPTED: ReportAccepted,
    Topic.REPORT_JOINED: ReportJoined,
    Topic.MEDIA_LOOKED_UP: MediaLookedUp,
    Topic.REPORT_CONFIRMED: ReportConfirmed,
    Topic.COPY_REFUSED: CopyRefused,
    Topic.TIP_READY: TipReady,
    Topic.TIP_FILED: TipFiled,
    Topic.TIP_ARRIVED: TipArrived,
    Topic.REFERRAL_ROUTED: LetterReady,
    Topic.REFERRAL_ARRIVED: LetterArrived,
    Topic.OUTCOME_RECORDED: LetterReady,
    Topic.OUTCOME_ARRIVED: LetterArrived,
    Topic.OUTCOME_FORWARDED: LetterReady,
}

ARRIVES_AS: dict[LetterKind, Topic] = {
    LetterKind.REFERRAL: Topic.REFERRAL_ARRIVED,
    LetterKind.OUTCOME: Topic.OUTCOME_ARRIVED,
}
