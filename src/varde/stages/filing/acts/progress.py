from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from varde.keeps.handover import face as handover
from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION
from varde.kernels.terms.ids import ObjectId, TipId
from varde.kernels.terms.topics import TipFiled, Topic
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
    """The tip is filed: keep the receipt verbatim. Whatever follows is another step's, so that its failure files nothing twice.

    `file_ids`: what the clearinghouse calls the files; None when a crash lost that, and only the fact of the finish was found.
    """
    with transaction.atomic():
        moment = clock.now()
        mine = Tip.objects.filter(pk=tip.pk, state=TipState.OPENED, report_number=tip.report_number)
        found = file_ids is None
        told = {"finished_at": moment, "receipt": receipt, "found_after_crash": found}
        if not mine.update(state=TipState.FINISHED, **told):
            return
        tip.state = TipState.FINISHED
        for item, file_id in (file_ids or {}).items():
            tip.files.filter(item_id=item).update(file_id=file_id[:100])
        facts = {"report_number": tip.report_number, "found_after_crash": found}
        ledger.record(ledger.Kind.TIP_FILED, about=tip.pk, by=THE_STATION, facts=facts)
        handover.put(Topic.TIP_FILED, TipFiled(TipId(tip.pk)))


def reopened(tip: Tip) -> None:
    """What was opened before a crash is gone at the clearinghouse; the tip is to be submitted anew."""
    with transaction.atomic():
        mine = Tip.objects.filter(pk=tip.pk, state=TipState.OPENED, report_number=tip.report_number)
        if not mine.update(state=TipState.SENDING, report_number=None):
            return
        ledger.record(ledger.Kind.TIP_RETRACTED, about=tip.pk, by=THE_STATION, facts={"report_number": tip.report_number})
        tip.state, tip.report_number = TipState.SENDING, None


def stopped(tip: Tip, *, code: int, because: str, is_open: bool = False) -> None:
    """Trying again cannot help: say so where people see it.

    `is_open`: the clearinghouse does not say whether the report is filed. Its number is kept, and asked about first.
    """
    with transaction.atomic():
        mine = Tip.objects.filter(pk=tip.pk, state=tip.state, report_number=tip.report_number)
        number = tip.report_number if is_open else None
        words = f"code {code}: {because}"[:300]
        fields = {"state": TipState.STOPPED, "stopped_code": code, "stopped_because": words, "report_number": number}
        if not mine.update(**fields):
            return
        facts = {"code": code, "report_number": tip.report_number, "is_open": is_open}
        ledger.record(ledger.Kind.TIP_STOPPED, about=tip.pk, by=THE_STATION, facts=facts)
