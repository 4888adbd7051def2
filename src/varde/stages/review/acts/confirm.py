from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.db.models import Sum

from varde.keeps.handover import face as handover
from varde.keeps.hashlists import face as hashlists
from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import ObjectId, ReportId, ReviewId
from varde.kernels.terms.topics import ConfirmedFile, ListHit, ReportConfirmed, SubmissionKind, Topic
from varde.stages.review import rules
from varde.stages.review.acts.enqueue import keep_near
from varde.stages.review.acts.take import item_of, take_to_decide
from varde.stages.review.errors import MustStaySealed, NoLongerAttested, NothingConfirmed, NotLookedAt, NotUnseen
from varde.stages.review.models import ConfirmedItem, Review, ReviewItem, View
from varde.stages.review.types import OPEN, Classification, NearConfirmed, ReviewState


def confirm(
    review: ReviewId,
    *,
    files: Mapping[ObjectId, Classification | None],
    by: Actor,
    unseen: bool = False,
    remark: str = "",
    self_produced: Collection[ObjectId] = (),
) -> None:
    """A person says that these files are reportable, each with its class.

    With none, a report is confirmed by its words: one without files, or one whose files nobody can look at and all stay sealed.
    `self_produced`: those of the files that the child may have filmed.
    """
    with transaction.atomic():
        row = take_to_decide(review, by=by)
        items = {item: item_of(review, item=item) for item in files}
        if not files and row.items.filter(undecodable=False).exists():
            raise NothingConfirmed
        for item in items.values():
            _may_decide(item, by=by, unseen=unseen)
        confirmed = tuple(
            _confirm(items[item], classification=label, self_produced=item in self_produced) for item, label in files.items()
        )
        decide(row, state=ReviewState.CONFIRMED, by=by, remark=remark)
        report, kind = ReportId(row.report), SubmissionKind(row.kind)
        handover.put(Topic.REPORT_CONFIRMED, ReportConfirmed(report, kind, confirmed, ObjectId(row.submission)))
        facts = {"review": review, "files": len(confirmed), "unseen": unseen, "kind": kind}
        ledger.record(ledger.Kind.REPORT_CONFIRMED, about=report, by=by, facts=facts)


def _may_decide(item: ReviewItem, *, by: Actor, unseen: bool) -> None:
    """Who confirms a file saw it in the clear, or need not: the pages show it blurred by themselves, and that is no look."""
    if View.objects.filter(object=item.object, person=by.name, clear__gt=0).exists():
        return
    found = rules.hits(ObjectId(item.object), stored=item.hits)
    if (unseen or item.undecodable) and rules.may_be_unseen([_as_it_stands(hit) for hit in found]):
        return
    file = f"file {item.position + 1}"
    if item.undecodable:
        raise MustStaySealed(file)
    if unseen:
        raise (NoLongerAttested if rules.may_be_unseen(found) else NotUnseen)(file)
    raise NotLookedAt(file)


def _as_it_stands(hit: ListHit) -> ListHit:
    """The hit with who vouches for its entry now: since the look-up it may have been disputed or withdrawn."""
    try:
        entry = hashlists.entry(UUID(str(hit.entry_id)))
    except hashlists.NoSuchEntry:
        return replace(hit, attested_by=())
    in_force = entry.state in {hashlists.EntryState.PROPOSED, hashlists.EntryState.ATTESTED}
    return replace(hit, attested_by=entry.attested_by if in_force else ())


def _confirm(item: ReviewItem, *, classification: Classification | None, self_produced: bool) -> ConfirmedFile:
    object_id = ObjectId(item.object)
    item.is_confirmed, item.classification = True, classification
    item.save(update_fields=["is_confirmed", "classification"])
    _, is_new = ConfirmedItem.objects.get_or_create(object=object_id, defaults={"confirmed_at": clock.now()})
    if is_new:
        _tell_waiting(object_id)
    views = View.objects.filter(object=object_id).aggregate(clear=Sum("clear", default=0), blurred=Sum("blurred", default=0))
    return ConfirmedFile(object_id, classification, rules.viewed(**views), self_produced)


def _tell_waiting(confirmed: ObjectId) -> None:
    """Files that wait for a decision and resemble this one are shown with it from now on."""
    waiting = ReviewItem.objects.filter(review__state__in=OPEN).exclude(object=confirmed)
    rows = list(waiting)
    objects = {ObjectId(row.object) for row in rows}
    near = {n.object: n for n in vault.near(confirmed, among=objects, radius_bits=rules.NEAR_ENOUGH_BITS)} if objects else {}
    for row in rows:
        found = near.get(ObjectId(row.object))
        if found is not None:
            keep_near(row, near=[NearConfirmed(confirmed, found.algorithm, found.bits_apart)])


def decide(row: Review, *, state: ReviewState, by: Actor, remark: str) -> None:
    """Close the matter."""
    row.state, row.decided_by, row.decided_at = state, by.name, clock.now()
    if remark:
        row.remark_sealed = vault.seal_value(remark.encode(), context=f"review.remark/{row.pk}")
    row.save()
