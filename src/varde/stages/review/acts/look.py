from __future__ import annotations

from django.db import transaction
from django.db.models import F

from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties
from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import ObjectId, ReviewId
from varde.stages.review.acts.take import item_of, take
from varde.stages.review.errors import MustStaySealed
from varde.stages.review.models import View


def look(review: ReviewId, *, item: ObjectId, by: Actor, blurred: bool = True, max_px: int = 640) -> bytes:
    """A PNG of the file, grey and blurred unless asked for in the clear. Nobody sees it before the view is on record."""
    parties.require(by, parties.Right.OPEN_EVIDENCE)
    with transaction.atomic():
        take(review, by=by)
        if item_of(review, item=item).undecodable:
            raise MustStaySealed
    picture = vault.preview(item, by=by, purpose=vault.Purpose.REVIEW, blurred=blurred, max_px=max_px)
    with transaction.atomic():
        _count(item, by=by, blurred=blurred)
        facts = {"review": review, "blurred": blurred}
        ledger.record(ledger.Kind.MEDIA_VIEWED, about=item, by=by, facts=facts)
    return picture


def _count(item: ObjectId, *, by: Actor, blurred: bool) -> None:
    View.objects.get_or_create(object=item, person=by.name, defaults={"last_at": clock.now()})
    one_more = {"blurred" if blurred else "clear": F("blurred" if blurred else "clear") + 1}
    View.objects.filter(object=item, person=by.name).update(last_at=clock.now(), **one_more)
