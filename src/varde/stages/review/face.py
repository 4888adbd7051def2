"""What others may call."""

from __future__ import annotations

from varde.stages.review.acts.ask_second import ask_second
from varde.stages.review.acts.claim import claim
from varde.stages.review.acts.confirm import confirm
from varde.stages.review.acts.enqueue import enqueue
from varde.stages.review.acts.look import look
from varde.stages.review.acts.note_joined import note_joined
from varde.stages.review.acts.refuse import refuse
from varde.stages.review.errors import (
    AlreadyDecided,
    ClaimedByAnother,
    ItemUnknown,
    MustStaySealed,
    NoLongerAttested,
    NothingConfirmed,
    NotLookedAt,
    NotUnseen,
    ReviewUnknown,
    SecondPersonNeeded,
)
from varde.stages.review.queries import count_open, decided, one, queue, viewed, views_by_person
from varde.stages.review.types import (
    Classification,
    ItemFacts,
    Message,
    NearConfirmed,
    OneReview,
    PersonViews,
    QueuedReview,
    RefusalReason,
    ReviewState,
)

__all__ = [
    "AlreadyDecided",
    "ClaimedByAnother",
    "Classification",
    "ItemFacts",
    "ItemUnknown",
    "Message",
    "MustStaySealed",
    "NearConfirmed",
    "NoLongerAttested",
    "NotLookedAt",
    "NotUnseen",
    "NothingConfirmed",
    "OneReview",
    "PersonViews",
    "QueuedReview",
    "RefusalReason",
    "ReviewState",
    "ReviewUnknown",
    "SecondPersonNeeded",
    "ask_second",
    "claim",
    "confirm",
    "count_open",
    "decided",
    "enqueue",
    "look",
    "note_joined",
    "one",
    "queue",
    "refuse",
    "viewed",
    "views_by_person",
]
