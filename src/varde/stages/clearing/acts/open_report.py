from __future__ import annotations

from collections.abc import Callable, Collection

from django.db import connection, transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor
from varde.kernels.wire import cybertip
from varde.stages.clearing.acts.refuse_document import refused_documents
from varde.stages.clearing.models import Submission
from varde.stages.clearing.profile import profile
from varde.stages.clearing.rules.admit import admit
from varde.stages.clearing.rules.read import reading
from varde.stages.clearing.sealing import DOCUMENT


def open_report(document: bytes, *, by: Actor) -> int:
    """Check a report's XML and open it; answers the report id (`reportId`, CyberTipline Reporting API /submit)."""
    with refused_documents("submit", by=by):
        report = cybertip.parse_report(document, edition=profile().edition)
        admit(reading(report, {}), known=_known_reports(by))
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


def _known_reports(by: Actor) -> Callable[[Collection[int]], set[int]]:
    """Which of some report ids are this reporter's own."""
    own = Submission.objects.filter(reporter=by.name)
    return lambda numbers: set(own.filter(number__in=numbers).values_list("number", flat=True))


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('clearing_report_number')")
        (number,) = cursor.fetchone()
    return int(number)
