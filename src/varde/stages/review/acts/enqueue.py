from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict

from django.db import transaction

from varde.keeps.handover import face as handover
from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION
from varde.kernels.terms.ids import ObjectId
from varde.kernels.terms.submission import read
from varde.kernels.terms.topics import CopyRefused, ListHit, MediaLookedUp, SubmissionKind, Topic
from varde.stages.review import rules
from varde.stages.review.models import ConfirmedItem, ItemNear, Review, ReviewItem
from varde.stages.review.types import NearConfirmed, ReviewState


def enqueue(looked: MediaLookedUp) -> None:
    """Put the matter before the moderators; an offered copy that is near no confirmed item is refused instead."""
    with transaction.atomic():
        if Review.objects.filter(report=looked.report).exists():
            return
        near = {item: near_confirmed(item) for item in looked.objects}
        if looked.kind is SubmissionKind.COPY and not any(rules.is_copy(found) for found in near.values()):
            _refuse_copy(looked)
            return
        review = _queue(looked)
        for position, item in enumerate(near):
            row = _item(review, item, position=position, looked=looked)
            keep_near(row, near=near[item])
        facts = {"report": looked.report, "kind": looked.kind, "files": len(near), "hits": len(looked.hits)}
        ledger.record(ledger.Kind.REVIEW_QUEUED, about=looked.report, by=THE_STATION, facts=facts)


def near_confirmed(item: ObjectId) -> tuple[NearConfirmed, ...]:
    """The confirmed items that this file resembles, nearest first; the same bytes are 0 bits apart."""
    confirmed = {ObjectId(pk) for pk in ConfirmedItem.objects.values_list("object", flat=True)}
    if not confirmed:
        return ()
    same = (NearConfirmed(item, "sha256", 0),) if item in confirmed else ()
    found = vault.near(item, among=confirmed - {item}, radius_bits=rules.NEAR_ENOUGH_BITS)
    return same + tuple(NearConfirmed(one.object, one.algorithm, one.bits_apart) for one in found)


def keep_near(row: ReviewItem, *, near: Collection[NearConfirmed]) -> None:
    """Write down what a file resembles, once for each confirmed item."""
    rows = [ItemNear(item=row, confirmed=one.confirmed, algorithm=one.algorithm, bits_apart=one.bits_apart) for one in near]
    ItemNear.objects.bulk_create(rows, ignore_conflicts=True)


def _queue(looked: MediaLookedUp) -> Review:
    told = read(vault.read_document(looked.submission, by=THE_STATION))
    return Review.objects.create(
        report=looked.report,
        kind=looked.kind,
        state=ReviewState.WAITING,
        case_number=told.case_number,
        submission=looked.submission,
        received_at=told.received_at,
        queued_at=clock.now(),
    )


def _item(review: Review, item: ObjectId, *, position: int, looked: MediaLookedUp) -> ReviewItem:
    hits = [_as_json(hit) for hit in looked.hits if hit.object == item]
    undecodable = item in looked.undecodable
    return ReviewItem.objects.create(review=review, object=item, position=position, undecodable=undecodable, hits=hits)


def _as_json(hit: ListHit) -> dict[str, object]:
    return asdict(hit) | {"object": str(hit.object), "attested_by": list(hit.attested_by)}


def _refuse_copy(looked: MediaLookedUp) -> None:
    handover.put(Topic.COPY_REFUSED, CopyRefused(looked.report))
    facts = {"why": "near no confirmed item"}
    ledger.record(ledger.Kind.COPY_REFUSED, about=looked.report, by=THE_STATION, facts=facts)
