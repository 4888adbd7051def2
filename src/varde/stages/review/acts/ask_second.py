from __future__ import annotations

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import ReviewId
from varde.stages.review.acts.take import take_to_decide
from varde.stages.review.types import ReviewState


def ask_second(review: ReviewId, *, by: Actor) -> None:
    """Leave the decision to somebody else; whoever asked may not decide it then."""
    with transaction.atomic():
        row = take_to_decide(review, by=by)
        row.state, row.asked_by, row.claimed_by, row.claimed_at = ReviewState.SECOND_ASKED, by.name, None, None
        row.save(update_fields=["state", "asked_by", "claimed_by", "claimed_at"])
        ledger.record(ledger.Kind.SECOND_PERSON_ASKED, about=row.report, by=by, facts={"review": review})
