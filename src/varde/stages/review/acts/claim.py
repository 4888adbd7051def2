from __future__ import annotations

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import ReviewId
from varde.stages.review.acts.take import take_to_decide
from varde.stages.review.types import ReviewState


def claim(review: ReviewId, *, by: Actor) -> None:
    """Keep others out while this person works on the matter: half an hour, or until it is decided."""
    with transaction.atomic():
        row = take_to_decide(review, by=by)
        is_new = row.claimed_by != by.name
        row.claimed_by, row.claimed_at = by.name, clock.now()
        row.state = ReviewState.SECOND_ASKED if row.asked_by else ReviewState.CLAIMED
        row.save(update_fields=["claimed_by", "claimed_at", "state"])
        if is_new:
            ledger.record(ledger.Kind.REVIEW_CLAIMED, about=row.report, by=by, facts={"review": row.pk})
