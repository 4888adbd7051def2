"""Finding the open report that a reporter means, or saying why not."""

from __future__ import annotations

from datetime import datetime, timedelta

from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor
from varde.stages.clearing.errors import AlreadyFinished, AlreadyRetracted, NoSuchReport, NotYourReport
from varde.stages.clearing.models import Submission, SubmissionState
from varde.stages.clearing.profile import profile

AFTER_OPENING = timedelta(hours=24)
AFTER_A_CHANGE = timedelta(hours=1)


def lapses_at(opened_at: datetime, changed_at: datetime) -> datetime:
    """When an unfinished report lapses: 24 h after it was opened or 1 h after its last change, whichever is later."""
    return max(opened_at + AFTER_OPENING, changed_at + AFTER_A_CHANGE)


def open_one(number: int, *, by: Actor) -> Submission:
    """The open report of this number and reporter, locked."""
    row = Submission.objects.select_for_update().filter(number=number).first()
    if row is None:
        raise NoSuchReport
    if row.reporter != by.name:
        raise NoSuchReport if profile().strict_privacy else NotYourReport
    if row.state == SubmissionState.FINISHED:
        raise AlreadyFinished
    if row.state == SubmissionState.RETRACTED:
        raise AlreadyRetracted
    if row.state == SubmissionState.EXPIRED or clock.now() > lapses_at(row.opened_at, row.changed_at):
        raise NoSuchReport
    return row
