from __future__ import annotations

from hmac import compare_digest

from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.stages.intake import rules
from varde.stages.intake.errors import CaseNotFound
from varde.stages.intake.models import Report
from varde.stages.intake.types import Followed, Progress

TOLD = (ledger.Kind.REVIEW_QUEUED, ledger.Kind.REPORT_CONFIRMED, ledger.Kind.REPORT_REFUSED)


def follow(case_number: str, *, pin: str) -> Followed:
    """How far a report has come. An unknown number and a wrong PIN get the same answer, after the same work."""
    row = Report.objects.filter(case_number=rules.as_typed(case_number)).first()
    shown = vault.mark(rules.as_typed(pin).encode(), context="intake.pin.kept")
    if row is None or not compare_digest(bytes(row.pin_mark), shown):
        raise CaseNotFound
    entries = list(ledger.entries(TOLD, about=row.joins_id or row.pk))
    progress = rules.progress_from({str(entry.kind) for entry in entries})
    since = row.received_at if progress is Progress.RECEIVED else max(entry.at for entry in entries)
    return Followed(row.case_number, progress, row.received_at, max(row.received_at, since))
