from __future__ import annotations

from django.db import connection, transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor
from varde.kernels.wire import cybertip
from varde.stages.clearing.models import Submission
from varde.stages.clearing.sealing import DOCUMENT


def open_report(document: bytes, *, by: Actor) -> int:
    """Check a report's XML and open it; answers the report id (`reportId`, CyberTipline Reporting API /submit)."""
    report = cybertip.parse_report(document)
    sealed = vault.seal_value(document, context=DOCUMENT)
    moment = clock.now()
    with transaction.atomic():
        number = _next_number()
        row = Submission.objects.create(
            number=number,
            reporter=by.name,
            document=sealed,
            is_batched=report.batched_report is not None,
            opened_at=moment,
            changed_at=moment,
        )
        ledger.record(ledger.Kind.SUBMISSION_OPENED, about=row.pk, by=by, facts={"number": number})
    return number


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('clearing_report_number')")
        (number,) = cursor.fetchone()
    return int(number)
