from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from django.db import transaction

from varde.keeps.handover import rules
from varde.keeps.handover.errors import WrongPayload
from varde.keeps.handover.models import Handover
from varde.kernels.terms import clock
from varde.kernels.terms.topics import Topic

_wake: list[Callable[[], None]] = []


def wake_with(call: Callable[[], None]) -> None:
    """Name what is called after a commit that put something; the station hands down procrastinate's defer."""
    _wake[:] = [call]


def put(topic: Topic, payload: object, *, due_at: datetime | None = None) -> None:
    """Leave `payload` for the step that waits for `topic`, in the caller's transaction."""
    put_all(topic, [payload], due_at=due_at)


def put_all(topic: Topic, payloads: Collection[object], *, due_at: datetime | None = None) -> None:
    """`put` for many at once."""
    moment = clock.now()
    rows = []
    for payload in payloads:
        if not rules.belongs(topic, payload):
            raise WrongPayload(topic)
        rows.append(Handover(topic=topic, payload=rules.written(topic, payload), put_at=moment, due_at=due_at or moment))
    Handover.objects.bulk_create(rows, batch_size=2000)
    for call in _wake if rows else ():
        transaction.on_commit(call, robust=True)
