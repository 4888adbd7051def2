from __future__ import annotations

from uuid import uuid4

from django.db import transaction

from varde.keeps.handover import face as handover
from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import ObjectId, ReportId
from varde.kernels.terms.submission import Submission, SubmittedFile, SubmittedMessage, written
from varde.kernels.terms.topics import ReportAccepted, ReportJoined, SubmissionKind, Topic
from varde.kernels.wire.platform import ReportBody
from varde.stages.intake import rules
from varde.stages.intake.acts.claim_files import bring_objects, claim_files
from varde.stages.intake.errors import IdempotencyConflict
from varde.stages.intake.models import RememberedRequest, Report, ReportPiece
from varde.stages.intake.types import Receipt


def accept(submission: ReportBody, *, key: str | None = None, by: Actor) -> Receipt:
    """Take a report in, or let it join the earlier report of the same messages; the same `key` and body get the same receipt."""
    request = key or uuid4().hex
    body_mark = vault.mark(rules.canonical(submission), context="intake.body")
    key_mark = vault.mark(f"{by}\0{request}".encode(), context="intake.key")
    with transaction.atomic():
        remembered, is_new = RememberedRequest.objects.get_or_create(key_mark=key_mark, defaults={"body_mark": body_mark})
        if not is_new:
            return _answer_again(remembered, body_mark=body_mark, request=request)
        report = _take_in(submission, request=request, by=by)
        RememberedRequest.objects.filter(pk=remembered.pk).update(report=report)
        _hand_on(report, by=by)
    return _receipt(report, request=request)


def _answer_again(remembered: RememberedRequest, *, body_mark: bytes, request: str) -> Receipt:
    if bytes(remembered.body_mark) != body_mark or remembered.report is None:
        raise IdempotencyConflict
    return _receipt(remembered.report, request=request)


def _take_in(submission: ReportBody, *, request: str, by: Actor) -> Report:
    report = Report(kind=SubmissionKind.REPORT, case_number=rules.new_case_number(), sender=by.name, received_at=clock.now())
    told = _told(submission, report=report, by=by)
    report.pin_mark = mark_of(_pin(report, request=request))
    report.submission = vault.put_document(written(told), by=by)
    if submission.reporter is not None:
        report.reporter_sealed = vault.seal_value(submission.reporter.encode(), context=f"intake.reporter/{report.pk}")
    report.save(force_insert=True)
    bring_objects(report, objects=_objects(told))
    report.joins = _earlier(told, report=report)
    report.save(update_fields=["joins"])
    return report


def _told(submission: ReportBody, *, report: Report, by: Actor) -> Submission:
    objects = claim_files({file.file for message in submission.messages for file in message.attachments}, by=by)
    messages = tuple(
        SubmittedMessage(
            id=message.id,
            sender=message.sender,
            recipients=message.recipients,
            sent_at=message.sent_at,
            text=message.text,
            files=tuple(SubmittedFile(objects[file.file], file.name) for file in message.attachments),
            by_reporter=message.sender == submission.reporter,
        )
        for message in submission.messages
    )
    return Submission(
        ReportId(report.pk),
        SubmissionKind.REPORT,
        report.case_number,
        report.received_at,
        submission.conversation,
        submission.note,
        messages,
    )


def _objects(told: Submission) -> list[ObjectId]:
    return [file.object for message in told.messages for file in message.files]


def _earlier(told: Submission, *, report: Report) -> Report | None:
    """The report that this one joins. Who writes a piece first has it: the database's unique marks decide, also at once."""
    speaks_of = rules.pieces((message.id, [file.object for file in message.files]) for message in told.messages)
    marks = sorted(vault.mark(f"{message}\0{item}".encode(), context="intake.piece") for message, item in speaks_of)
    ReportPiece.objects.bulk_create([ReportPiece(report=report, mark=mark) for mark in marks], ignore_conflicts=True)
    holders = [piece.report for piece in ReportPiece.objects.filter(mark__in=marks).select_related("report").order_by("pk")]
    return holders[0] if rules.all_joined({holder.pk for holder in holders}, me=report.pk) else None


def _hand_on(report: Report, *, by: Actor) -> None:
    me = ReportId(report.pk)
    if report.joins is not None:
        first = ReportId(report.joins.pk)
        handover.put(Topic.REPORT_JOINED, ReportJoined(first, me, report.case_number, report.received_at))
        ledger.record(ledger.Kind.REPORT_JOINED, about=first, by=by, facts={"joined": me})
        return
    assert report.submission is not None
    objects = tuple(ObjectId(row.object) for row in report.objects_brought.order_by("pk"))
    handover.put(Topic.REPORT_ACCEPTED, ReportAccepted(me, SubmissionKind.REPORT, objects, ObjectId(report.submission)))
    ledger.record(ledger.Kind.REPORT_ACCEPTED, about=me, by=by, facts={"kind": report.kind, "files": len(objects)})


def _receipt(report: Report, *, request: str) -> Receipt:
    return Receipt(report.case_number, _pin(report, request=request), joined=report.joins_id is not None)


def _pin(report: Report, *, request: str) -> str:
    """Made from what only the sender still knows, so that it can be given again and is stored nowhere."""
    return rules.pin_from(vault.mark(f"{report.pk}\0{request}".encode(), context="intake.pin"))


def mark_of(pin: str) -> bytes:
    """A PIN's keyed hash, as kept with the report."""
    return vault.mark(pin.encode(), context="intake.pin.kept")
