from __future__ import annotations

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.kernels.terms.actors import THE_STATION
from varde.kernels.terms.topics import TipFiled
from varde.stages.filing import rules
from varde.stages.filing.models import Tip


def retain(filed: TipFiled) -> None:
    """Start the year for which a filed tip's contents are kept; it counts from the finish, however late this runs."""
    with transaction.atomic():
        tip = Tip.objects.select_for_update().get(pk=filed.tip)
        if tip.kept_until is not None or tip.finished_at is None:
            return
        tip.kept_until = rules.kept_until(tip.finished_at)
        tip.save(update_fields=["kept_until"])
        ledger.record(ledger.Kind.TIP_RETAINED, about=filed.tip, by=THE_STATION, facts={"kept_until": tip.kept_until})
