from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import Q

from varde.keeps.handover import rules
from varde.keeps.handover.errors import LeaseLost
from varde.keeps.handover.models import Handover
from varde.keeps.handover.types import Claim
from varde.kernels.terms import clock
from varde.kernels.terms.topics import Topic

LEASE = timedelta(minutes=2)


def claim(topics: Collection[Topic], *, lease: timedelta = LEASE) -> Claim | None:
    """Lease the oldest due handover on one of `topics`, or None when nothing is due."""
    moment = clock.now()
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=moment)
    with transaction.atomic():
        due = Handover.objects.filter(free, done_at__isnull=True, due_at__lte=moment, topic__in=[str(t) for t in topics])
        row = due.order_by("due_at", "id").select_for_update(skip_locked=True).first()
        if row is None:
            return None
        row.attempts, row.lease_until, row.lease_token = row.attempts + 1, moment + lease, uuid4()
        row.save(update_fields=["attempts", "lease_until", "lease_token"])
    topic = Topic(row.topic)
    return Claim(row.pk, topic, rules.read(topic, row.payload), row.lease_token, row.attempts)


def done(claimed: Claim) -> None:
    """Mark the handover done; in the step's own transaction when the step is one, so that both happen or neither."""
    mine = Handover.objects.filter(pk=claimed.id, lease_token=claimed.token, done_at__isnull=True)
    if not mine.update(done_at=clock.now(), lease_until=None, last_error=""):
        raise LeaseLost(str(claimed.id))


def put_back(claimed: Claim, *, why: str, wait: timedelta = timedelta()) -> None:
    """The step failed: free the handover and let it be due again after a wait, of `wait` at least. A lost lease is left alone."""
    mine = Handover.objects.filter(pk=claimed.id, lease_token=claimed.token, done_at__isnull=True)
    due_at = clock.now() + max(rules.wait_after(claimed.attempts), wait)
    mine.update(lease_until=None, lease_token=None, due_at=due_at, last_error=why[:300])


def renew(claimed: Claim, *, lease: timedelta = LEASE) -> None:
    """A long step goes on: lengthen its lease."""
    mine = Handover.objects.filter(pk=claimed.id, lease_token=claimed.token, done_at__isnull=True)
    if not mine.update(lease_until=clock.now() + lease):
        raise LeaseLost(str(claimed.id))
