from __future__ import annotations

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms.actors import THE_STATION
from varde.kernels.terms.ids import ObjectId
from varde.kernels.terms.topics import CopyRefused, SubmissionKind
from varde.stages.intake.models import ReceivedFile, Report, ReportObject


def discard_copy(refused: CopyRefused) -> None:
    """Destroy an offered copy that is near no confirmed item, unless a report brought the same bytes."""
    with transaction.atomic():
        report = Report.objects.select_for_update().get(pk=refused.report)
        for item in [ObjectId(row.object) for row in report.objects_brought.all()]:
            list(ReceivedFile.objects.select_for_update().filter(object=item).order_by("pk"))
            if not is_needed(item):
                ReportObject.objects.filter(object=item).delete()
                ReceivedFile.objects.filter(object=item).delete()
                vault.destroy(item, by=THE_STATION, reason="copy near no confirmed item")
        ledger.record(ledger.Kind.COPY_DISCARDED, about=refused.report, by=THE_STATION)


def is_needed(item: ObjectId) -> bool:
    """Whether a participant's report brought these bytes."""
    return ReportObject.objects.filter(object=item, report__kind=SubmissionKind.REPORT).exists()
