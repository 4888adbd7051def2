from __future__ import annotations

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION
from varde.stages.filing.acts.ready import make_ready
from varde.stages.filing.models import Tip
from varde.stages.filing.types import TipState


def release_due_holds(*, at_most: int = 500) -> int:
    """File the tips that waited long enough for share records; answers how many. Run by the reconciler."""
    with transaction.atomic():
        due = Tip.objects.filter(state=TipState.AWAITING, hold_until__lte=clock.now()).order_by("hold_until")
        tips = list(due.select_for_update(skip_locked=True)[:at_most])
        if not tips:
            return 0
        make_ready(tips)
        facts = {"tips": [tip.pk for tip in tips], "was": TipState.AWAITING}
        ledger.record(ledger.Kind.TIP_RELEASED, about="filing", by=THE_STATION, facts=facts)
    return len(tips)
