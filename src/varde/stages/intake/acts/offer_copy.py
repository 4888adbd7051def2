from __future__ import annotations

from uuid import UUID

from django.db import transaction

from varde.keeps.handover import face as handover
from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import ObjectId, ReportId
from varde.kernels.terms.submission import Submission, written
from varde.kernels.terms.topics import ReportAccepted, SubmissionKind, Topic
from varde.stages.intake import rules
from varde.stages.intake.acts.claim_files import bring_objects, claim_files
from varde.stages.intake.models import Report
from varde.stages.intake.types import OfferedCopy


def offer_copy(file: UUID, *, note: str | None = None, by: Actor) -> OfferedCopy:
    """Take in a file of the platform's own records that it holds to be a copy of a confirmed item; the same bytes once."""
    with transaction.atomic():
        item = claim_files([file], by=by)[file]
        earlier = Report.objects.filter(kind=SubmissionKind.COPY, objects_brought__object=item).first()
        if earlier is not None:
            return OfferedCopy(ReportId(earlier.pk), is_new=False)
        report = _keep(item, note=note, by=by)
        ledger.record(ledger.Kind.COPY_OFFERED, about=report.pk, by=by)
    return OfferedCopy(ReportId(report.pk), is_new=True)


def _keep(item: ObjectId, *, note: str | None, by: Actor) -> Report:
    report = Report(kind=SubmissionKind.COPY, case_number=rules.new_case_number(), sender=by.name, received_at=clock.now())
    me = ReportId(report.pk)
    told = Submission(me, SubmissionKind.COPY, report.case_number, report.received_at, None, note, ())
    document = vault.put_document(written(told), by=by)
    report.submission, report.pin_mark = document, b""  # nobody follows a copy
    report.save(force_insert=True)
    bring_objects(report, objects=[item])
    handover.put(Topic.REPORT_ACCEPTED, ReportAccepted(me, SubmissionKind.COPY, (item,), document))
    return report
