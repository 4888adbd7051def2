from __future__ import annotations

from django.db import transaction

from varde.keeps.handover import face as handover
from varde.keeps.ledger import face as ledger
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION, Actor
from varde.kernels.terms.ids import ReceivedTipId
from varde.kernels.terms.topics import TipArrived, Topic
from varde.stages.clearing.acts.reach import AFTER_A_CHANGE, AFTER_OPENING, open_one
from varde.stages.clearing.models import Submission, SubmissionState


def finish(number: int, *, by: Actor) -> tuple[str, ...]:
    """The reporter has said all: from now on the report cannot change. Answers the ids of its files."""
    with transaction.atomic():
        report = open_one(number, by=by)
        report.state, report.ended_at = SubmissionState.FINISHED, clock.now()
        report.save(update_fields=["state", "ended_at"])
        files = tuple(report.files.order_by("id").values_list("file_id", flat=True))
        handover.put(Topic.TIP_ARRIVED, TipArrived(ReceivedTipId(report.pk)))
        facts = {"number": number, "files": len(files)}
        ledger.record(ledger.Kind.SUBMISSION_FINISHED, about=report.pk, by=by, facts=facts)
    return files


def retract(number: int, *, by: Actor) -> None:
    """The reporter takes an unfinished report back."""
    with transaction.atomic():
        report = open_one(number, by=by)
        report.state, report.ended_at = SubmissionState.RETRACTED, clock.now()
        report.save(update_fields=["state", "ended_at"])
        ledger.record(ledger.Kind.SUBMISSION_RETRACTED, about=report.pk, by=by, facts={"number": number})


def expire_unfinished() -> int:
    """Let reports lapse that were never finished, each for itself; answers how many."""
    lapsed = 0
    while _expire_one():
        lapsed += 1
    return lapsed


def _expire_one() -> bool:
    moment = clock.now()
    with transaction.atomic():
        due = Submission.objects.select_for_update(skip_locked=True).filter(
            state=SubmissionState.OPEN, opened_at__lt=moment - AFTER_OPENING, changed_at__lt=moment - AFTER_A_CHANGE
        )
        row = due.first()
        if row is None:
            return False
        row.state, row.ended_at = SubmissionState.EXPIRED, moment
        row.save(update_fields=["state", "ended_at"])
        ledger.record(ledger.Kind.SUBMISSION_EXPIRED, about=row.pk, by=THE_STATION, facts={"number": row.number})
    return True
