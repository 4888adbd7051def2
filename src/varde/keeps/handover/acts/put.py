from __future__ import annotations

from collections.abc import Callable
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
    if not rules.belongs(topic, payload):
        raise WrongPayload(topic)
    moment = clock.now()
    Handover.objects.create(topic=topic, payload=rules.written(topic, payload), put_at=moment, due_at=due_at or moment)
    for call in _wake:
        transaction.on_commit(call, robust=True)
