"""Takes a handover, runs its step exactly once, marks it done. The only loop."""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection, transaction

from varde.flow.feedback import RETURN
from varde.flow.journey import OUTWARD
from varde.flow.step import Step
from varde.keeps.handover import face as handover
from varde.keeps.ledger import face as ledger
from varde.kernels.terms.actors import THE_STATION
from varde.kernels.terms.errors import VardeError
from varde.kernels.terms.roles import StationRole
from varde.kernels.terms.topics import Topic

log = logging.getLogger(__name__)
RENEW_SECONDS = 40.0  # a third of handover.LEASE
LOUD_AFTER = 5  # a step that failed this often gets a ledger entry, so that a person sees it


def steps_at(role: StationRole) -> dict[Topic, Step]:
    """The steps that a station of this role carries out, by what they wait for."""
    return {step.on: step for step in (*OUTWARD, *RETURN) if step.at is role}


def run_due(role: StationRole, *, at_most: int | None = None) -> int:
    """Run what is due until nothing is, or `at_most` handovers; answers how many were taken."""
    steps, taken = steps_at(role), 0
    while at_most is None or taken < at_most:
        claimed = handover.claim(tuple(steps))
        if claimed is None:
            break
        taken += 1
        run(steps[claimed.topic], claimed)
    return taken


def run(step: Step, claimed: handover.Claim) -> None:
    """Run one step. Whatever goes wrong, the handover stays and is due again later."""
    try:
        if step.at_once:
            with transaction.atomic():
                step.do(claimed.payload)
                handover.done(claimed)
        else:
            with _kept(claimed):
                step.do(claimed.payload)
            handover.done(claimed)
    except handover.LeaseLost:
        log.warning("handover %s was taken over by another worker", claimed.id)
    except Exception as error:  # noqa: BLE001  whatever a step raises, nothing may be lost
        failed(claimed, error)


@contextmanager
def _kept(claimed: handover.Claim) -> Iterator[None]:
    """Lengthen the lease while a step speaks with another station, so that nobody takes it over before it is really dead."""
    over = threading.Event()
    keeper = threading.Thread(target=_renew, args=(claimed, over), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


def _renew(claimed: handover.Claim, over: threading.Event) -> None:
    try:
        while not over.wait(RENEW_SECONDS):
            handover.renew(claimed)
    except (handover.LeaseLost, DatabaseError):
        log.warning("the lease of handover %s could not be renewed", claimed.id)
    finally:
        connection.close()  # this thread's own


def failed(claimed: handover.Claim, error: Exception) -> None:
    """Put the handover back; say why by the error's code only, since messages of strangers' code may hold evidence."""
    ours = error if isinstance(error, VardeError) else VardeError()
    why = ours.code if ours is error else type(error).__name__
    where = "".join(traceback.format_tb(error.__traceback__)[-3:])  # lines of code only, no values
    log.warning("step on %s failed (attempt %s): %s\n%s", claimed.topic, claimed.attempts, why, where)
    handover.put_back(claimed, why=why, wait=ours.wait)
    if claimed.attempts == LOUD_AFTER or (ours.alarming and claimed.attempts == 1):
        with transaction.atomic():
            facts = {"topic": claimed.topic, "attempts": claimed.attempts, "why": why}
            ledger.record(ledger.Kind.STEP_FAILED, about=f"handover:{claimed.id}", by=THE_STATION, facts=facts)
