from __future__ import annotations

from varde.keeps.handover.models import Handover
from varde.keeps.handover.types import Pending
from varde.kernels.terms.topics import Topic


def pending(limit: int = 200) -> list[Pending]:
    """What is not done yet, oldest first."""
    rows = Handover.objects.filter(done_at__isnull=True).order_by("due_at", "id")[:limit]
    return [Pending(row.pk, Topic(row.topic), row.attempts, row.due_at, row.last_error) for row in rows]


def count_pending() -> int:
    """How many handovers wait or run."""
    return Handover.objects.filter(done_at__isnull=True).count()
