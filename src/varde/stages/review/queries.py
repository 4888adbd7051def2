from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from varde.keeps.parties import face as parties
from varde.keeps.vault import face as vault
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import ObjectId, ReportId, ReviewId
from varde.kernels.terms.submission import SubmittedMessage, read
from varde.kernels.terms.topics import ListHit, SubmissionKind
from varde.stages.review import rules
from varde.stages.review.errors import ReviewUnknown
from varde.stages.review.models import JoinedReporter, Review, ReviewItem, View
from varde.stages.review.types import (
    OPEN,
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


def queue(*, by: Actor, at_most: int = 200) -> list[QueuedReview]:
    """Open matters, the most urgent first; each line holds known facts, and nothing is opened for it."""
    parties.require(by, parties.Right.REVIEW)
    return sorted(_lines(OPEN, order="received_at", at_most=at_most), key=rules.urgency)


def decided(*, by: Actor, at_most: int = 200) -> list[QueuedReview]:
    """Matters that were confirmed or refused, the newest decision first."""
    parties.require(by, parties.Right.REVIEW)
    return _lines(set(ReviewState) - OPEN, order="-decided_at", at_most=at_most)


def count_open() -> int:
    """How many matters wait for a decision."""
    return Review.objects.filter(state__in=OPEN).count()


def one(review: ReviewId, *, by: Actor) -> OneReview:
    """A matter in full."""
    parties.require(by, parties.Right.REVIEW)
    row = _rows().filter(pk=review).first()
    if row is None:
        raise ReviewUnknown
    told = read(vault.read_document(ObjectId(row.submission), by=by))
    views = _views({item.object for item in row.items.all()})
    items = tuple(_facts(item, views=views) for item in sorted(row.items.all(), key=lambda item: item.position))
    remark = None if row.remark_sealed is None else vault.open_value(bytes(row.remark_sealed), context=f"review.remark/{row.pk}")
    return OneReview(
        line=_line(row),
        items=items,
        messages=tuple(_message(message) for message in told.messages),
        note=told.note,
        other_cases=tuple(JoinedReporter.objects.filter(report=row.report).values_list("case_number", flat=True)),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        refused_because=RefusalReason(row.refused_because) if row.refused_because else None,
        remark=remark.decode() if remark is not None else None,
    )


def viewed(item: ObjectId) -> bool | None:
    """Whether a person saw the file in the clear; None when the records state neither."""
    counts = _views({item}).get(item, (0, 0))
    return rules.viewed(clear=counts[0], blurred=counts[1])


def views_by_person() -> list[PersonViews]:
    """How much each person had to look at, most first."""
    rows = View.objects.values("person").annotate(clear_sum=Sum("clear"), blurred_sum=Sum("blurred")).order_by("-clear_sum")
    return [PersonViews(row["person"], row["clear_sum"], row["blurred_sum"]) for row in rows]


def _hits(item: ReviewItem) -> tuple[ListHit, ...]:
    return rules.hits(ObjectId(item.object), stored=item.hits)


def _rows() -> QuerySet[Review]:
    others = JoinedReporter.objects.filter(report=OuterRef("report")).order_by().values("report").annotate(n=Count("*"))
    counted = Coalesce(Subquery(others.values("n")), 0)
    return Review.objects.annotate(others=counted).prefetch_related("items__near")


def _lines(states: Collection[ReviewState], *, order: str, at_most: int) -> list[QueuedReview]:
    return [_line(row) for row in _rows().filter(state__in=states).order_by(order)[:at_most]]


def _line(row: Review) -> QueuedReview:
    items = list(row.items.all())
    near = min((near for item in items for near in item.near.all()), key=lambda one: one.bits_apart, default=None)
    return QueuedReview(
        id=ReviewId(row.pk),
        report=ReportId(row.report),
        kind=SubmissionKind(row.kind),
        state=ReviewState(row.state),
        case_number=row.case_number,
        received_at=row.received_at,
        reporters=1 + getattr(row, "others", 0),  # annotated by _rows
        files=len(items),
        hits=sum(len(item.hits) for item in items),
        nearest_bits=None if near is None else near.bits_apart,
        may_be_unseen=bool(items) and all(rules.may_be_unseen(_hits(item)) for item in items),
        claimed_by=row.claimed_by,
        asked_by=row.asked_by,
        known=rules.each_entry_once(hit for item in items for hit in _hits(item)),
        nearest_by=None if near is None else near.algorithm,
        undecodable=sum(item.undecodable for item in items),
    )


def _facts(item: ReviewItem, *, views: dict[ObjectId, tuple[int, int]]) -> ItemFacts:
    hits = _hits(item)
    clear, blurred = views.get(ObjectId(item.object), (0, 0))
    near = sorted(item.near.all(), key=lambda one_near: one_near.bits_apart)
    return ItemFacts(
        object=ObjectId(item.object),
        hits=hits,
        near=tuple(NearConfirmed(ObjectId(n.confirmed), n.algorithm, n.bits_apart) for n in near),
        undecodable=item.undecodable,
        may_be_unseen=rules.may_be_unseen(hits),
        clear_views=clear,
        blurred_views=blurred,
        viewed=rules.viewed(clear=clear, blurred=blurred),
        classification=Classification(item.classification) if item.classification else None,
        is_confirmed=item.is_confirmed,
    )


def _views(objects: Collection[Any]) -> dict[ObjectId, tuple[int, int]]:
    rows = View.objects.filter(object__in=list(objects)).values("object").annotate(c=Sum("clear"), b=Sum("blurred"))
    return {ObjectId(row["object"]): (row["c"], row["b"]) for row in rows}


def _message(told: SubmittedMessage) -> Message:
    files = tuple(file.object for file in told.files)
    return Message(told.id, told.sender, told.recipients, told.sent_at, told.text, files, told.by_reporter)
