from __future__ import annotations

from datetime import datetime
from uuid import UUID

from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import PersonId
from varde.stages.casework.models import ActSource, Decision
from varde.stages.casework.models.access import incident_for
from varde.stages.casework.queries.suspects import as_rows, cases_of
from varde.stages.casework.types import WhatIsNew


def what_is_new(incident: UUID, *, since: datetime, by: Actor) -> WhatIsNew:
    """What came in and what was decided since a moment, and who waits for a second person."""
    found = incident_for(incident, by=by)
    cases = cases_of(found, by=by)
    persons = cases.values("person")
    referrals = found.referrals.filter(taken_at__gte=since, account__person__in=persons)
    acts = ActSource.objects.filter(referral__in=referrals).values("act").distinct()
    decided = Decision.objects.filter(suspect__in=cases.values("pk"))
    waiting = decided.filter(in_force_at__isnull=True, withdrawn_at__isnull=True).order_by("at")
    return WhatIsNew(
        since=since,
        referrals=referrals.count(),
        acts=acts.count(),
        suspects=tuple(as_rows(list(cases.filter(since__gte=since).order_by("-since")), incident=found)),
        decisions=decided.filter(in_force_at__gte=since).count(),
        awaiting_second=tuple(PersonId(person) for person in waiting.values_list("suspect__person_id", flat=True)),
    )
