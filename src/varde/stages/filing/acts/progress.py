from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION
from varde.kernels.terms.ids import ObjectId
from varde.stages.filing import rules
from varde.stages.filing.models import Tip
from varde.stages.filing.types import TipState

SEALED_AS = "filing.submitted"


def opened(tip: Tip, *, number: int, submitted: bytes) -> bool:
    """Persist the report's number, before the first upload. False when another worker opened the tip meanwhile."""
    sealed = vault.seal_value(submitted, context=SEALED_AS)
    with transaction.atomic():
        mine = Tip.objects.filter(pk=tip.pk, state=TipState.SENDING, report_number=None)
        moment = clock.now()
        if not mine.update(state=TipState.OPENED, report_number=number, opened_at=moment, submitted_sealed=sealed):
            return False
        tip.state, tip.report_number = TipState.OPENED, number
        ledger.record(ledger.Kind.TIP_OPENED, about=tip.pk, by=THE_STATION, facts={"report_number": number})
    return True


def finished(tip: Tip, *, receipt: bytes, file_ids: Mapping[ObjectId, str] | None) -> None:
    """The tip is filed: keep the receipt verbatim and start the year for which its contents are kept.

    `file_ids`: what the clearinghouse calls the files; None when a crash lost that, and only the fact of the finish was found.
    """
    with transaction.atomic():
        moment = clock.now()
        mine = Tip.objects.filter(pk=tip.pk, state=TipState.OPENED, report_number=tip.report_number)
        kept = rules.kept_until(moment)
        found = file_ids is None
        told = {"finished_at": moment, "receipt": receipt, "kept_until": kept, "found_after_crash": found}
        if not mine.update(state=TipState.FINISHED, **told):
            return
        tip.state = TipState.FINISHED
        for item, file_id in (file_ids or {}).items():
            tip.files.filter(item_id=item).update(file_id=file_id[:100])
        facts = {"report_number": tip.report_number, "kept_until": kept, "found_after_crash": found}
        ledger.record(ledger.Kind.TIP_FILED, about=tip.pk, by=THE_STATION, facts=facts)


def reopened(tip: Tip) -> None:
    """What was opened before a crash is gone at the clearinghouse; the tip is to be submitted anew."""
    with transaction.atomic():
        mine = Tip.objects.filter(pk=tip.pk, state=TipState.OPENED, report_number=tip.report_number)
        if not mine.update(state=TipState.SENDING, report_number=None):
            return
        ledger.record(ledger.Kind.TIP_RETRACTED, about=tip.pk, by=THE_STATION, facts={"report_number": tip.report_number})
        tip.state, tip.report_number = TipState.SENDING, None


def stopped(tip: Tip, *, code: int, because: str) -> None:
    """Trying again cannot help: say so where people see it."""
    with transaction.atomic():
        fields = {"state": TipState.STOPPED, "stopped_code": code, "stopped_because": because[:300], "report_number": None}
        Tip.objects.filter(pk=tip.pk).exclude(state=TipState.FINISHED).update(**fields)
        ledger.record(ledger.Kind.TIP_STOPPED, about=tip.pk, by=THE_STATION, facts={"code": code})
