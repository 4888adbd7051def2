from __future__ import annotations

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels import places
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION
from varde.kernels.terms.ids import ObjectId
from varde.kernels.terms.topics import TipArrived
from varde.kernels.wire import cybertip
from varde.stages.clearing import lookup
from varde.stages.clearing.acts.bundle import bundle_for
from varde.stages.clearing.acts.route import route
from varde.stages.clearing.models import Lane, Submission, Tip
from varde.stages.clearing.rules import grade, locate
from varde.stages.clearing.rules.read import Reading, reading
from varde.stages.clearing.sealing import DETAILS, DOCUMENT, account_mark, sealed_lines


def take_in(arrived: TipArrived) -> None:
    """Read a finished report, join it with those that carry the same items, grade it, place it, and refer it if it may be."""
    submission = Submission.objects.get(pk=arrived.tip)
    if Tip.objects.filter(pk=submission.pk).exists():
        return
    vault.fingerprint_all(ObjectId(file.object_id) for file in submission.files.all())
    read = read_submission(submission)
    with transaction.atomic():
        tip = _tip(submission, read)
        if tip is None:
            return
        facts = _facts(tip)
        route(tip, read=read, by=THE_STATION)
        facts["lane"] = tip.lane
        ledger.record(ledger.Kind.TIP_TAKEN_IN, about=submission.pk, by=THE_STATION, facts=facts)


def read_submission(submission: Submission) -> Reading:
    """What the sealed documents of a submission say."""
    report = cybertip.parse_report(vault.open_value(bytes(submission.document), context=DOCUMENT))
    described = [(file.file_id, bytes(file.details)) for file in submission.files.all() if file.details is not None]
    details = {name: cybertip.parse_file_details(vault.open_value(xml, context=DETAILS)) for name, xml in described}
    return reading(report, details)


def _tip(submission: Submission, read: Reading) -> Tip | None:
    account = read.account.esp_identifier or f"report {submission.number}"
    platform = read.report.incident_summary.platform or submission.reporter
    mark = account_mark(platform, account)
    bundle = bundle_for(submission, account=mark)
    located = places.weigh(locate.claims(read, table=lookup.table()))
    graded = grade.graded(read)
    tip, created = Tip.objects.get_or_create(
        submission=submission,
        defaults={
            "bundle": bundle,
            "lane": Lane.REFERRED if located.country else Lane.NO_COUNTRY,
            "country": located.country or "",
            "confidence_percent": located.confidence_percent,
            "place_reasons": [str(reason) for reason in located.reasons],
            "quality_percent": graded.quality_percent,
            "urgency": graded.urgency,
            "grade_reasons": list(graded.reasons),
            "account_mark": mark,
            "acts": len(read.acts),
            "unread": len(read.unread),
            "unread_lines": sealed_lines(read.unread),
            "platform": platform,
            "first_act_at": read.first_act_at,
            "taken_in_at": clock.now(),
        },
    )
    return tip if created else None


def _facts(tip: Tip) -> dict[str, object]:
    return {
        "number": tip.submission.number,
        "bundle": tip.bundle_id,
        "country": tip.country or None,
        "quality_percent": tip.quality_percent,
        "urgency": tip.urgency,
        "acts": tip.acts,
        "unread": tip.unread,
    }
