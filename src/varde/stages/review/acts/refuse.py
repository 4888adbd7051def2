from __future__ import annotations

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import ReviewId
from varde.stages.review.acts.confirm import decide
from varde.stages.review.acts.take import take_to_decide
from varde.stages.review.types import RefusalReason, ReviewState


def refuse(review: ReviewId, *, reason: RefusalReason, by: Actor, remark: str = "") -> None:
    """A person says that the report is not reportable, and why; nothing leaves the platform."""
    with transaction.atomic():
        row = take_to_decide(review, by=by)
        row.refused_because = reason
        decide(row, state=ReviewState.REFUSED, by=by, remark=remark)
        ledger.record(ledger.Kind.REPORT_REFUSED, about=row.report, by=by, facts={"review": review, "reason": reason})
