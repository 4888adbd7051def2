from __future__ import annotations

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION
from varde.kernels.terms.topics import LetterArrived
from varde.kernels.wire.letters import Referral, parse_letter
from varde.stages.casework.acts._accounts import account_of, state
from varde.stages.casework.acts._items import Files, sort_files
from varde.stages.casework.acts._numbers import next_number
from varde.stages.casework.acts._refresh import refresh
from varde.stages.casework.acts._shares import add_shares
from varde.stages.casework.acts.join_incidents import join
from varde.stages.casework.errors import NotAReferral
from varde.stages.casework.models import Account, Act, Incident, IncidentBundle, ReceivedReferral, ReportSeen
from varde.stages.casework.models.access import one_at_a_time
from varde.stages.casework.rules.line import local_day
from varde.stages.casework.rules.reading import readable, statements_in


def receive(arrived: LetterArrived) -> None:
    """Take a referral in: its bundle's incident, its account and what that states, its acts, items, reports. Twice is once."""
    referral = parse_letter(readable(vault.read_document(arrived.document, by=THE_STATION)))
    if not isinstance(referral, Referral):
        raise NotAReferral(arrived.kind)
    with transaction.atomic():
        one_at_a_time()
        if not ReceivedReferral.objects.filter(pk=referral.referral_id).exists():
            _take_in(referral, arrived)


def _take_in(referral: Referral, arrived: LetterArrived) -> None:
    incident, is_new = _incident_of(referral, sender=arrived.sender)
    account = account_of(referral)
    received = _row(referral, arrived, incident=incident, account=account)
    state(account, statements_in(referral), at=received.taken_at)
    files = sort_files(referral, incident=incident, has_files=bool(arrived.files))
    acts = add_shares(referral, incident=incident, account=account, received=received, files=files)
    _count_reports(referral, incident=incident)
    facts = _facts(referral, incident=incident, account=account, acts=acts, files=files) | {"opened": is_new}
    ledger.record(ledger.Kind.REFERRAL_RECEIVED, about=incident.pk, by=THE_STATION, facts=facts)
    refresh([account.person_id], by=THE_STATION, arrived_in=incident)


def _incident_of(referral: Referral, *, sender: str) -> tuple[Incident, bool]:
    """The bundle's incident. Bundles that the clearinghouse has joined are one incident here too, the one opened first."""
    names = (referral.bundle_id, *referral.joined_bundles)
    known = IncidentBundle.objects.select_related("incident").filter(sender=sender, bundle_id__in=names)
    incidents = sorted({row.incident for row in known}, key=lambda each: each.number)
    moment, is_new = clock.now(), not incidents
    incident = incidents[0] if incidents else Incident(number=next_number(Incident), opened_at=moment)
    incident.last_received_at = moment
    incident.save()
    for former in incidents[1:]:
        join(former, incident, by=THE_STATION)
    rows = [IncidentBundle(sender=sender, bundle_id=name, incident=incident) for name in names]
    IncidentBundle.objects.bulk_create(rows, ignore_conflicts=True)
    return incident, is_new


def _row(referral: Referral, arrived: LetterArrived, *, incident: Incident, account: Account) -> ReceivedReferral:
    return ReceivedReferral.objects.create(
        id=referral.referral_id,
        incident=incident,
        account=account,
        sender=arrived.sender,
        platform=referral.platform,
        tip_reference=referral.tip_reference,
        tip_received_at=referral.received_at,
        taken_at=clock.now(),
        document=arrived.document,
        quality_percent=referral.grade.quality_percent,
        urgency=str(referral.grade.urgency),
        grade_reasons=list(referral.grade.reasons),
        handling=referral.handling,
        legal_basis=referral.legal_basis,
        places=[[claim.country, claim.method, claim.confidence_percent] for claim in referral.places],
        prior=list(referral.prior),
    )


def _count_reports(referral: Referral, *, incident: Incident) -> None:
    rows = [
        ReportSeen(incident=incident, platform=referral.platform, case_number=ref.case_number, received_at=ref.received_at)
        for ref in referral.reports
    ]
    if rows:
        ReportSeen.objects.bulk_create(rows, ignore_conflicts=True)


def _facts(referral: Referral, *, incident: Incident, account: Account, acts: list[Act], files: Files) -> dict[str, object]:
    """What statistics needs, in ids and codes: no name, no address, no hash that could be looked up elsewhere."""
    country = account.country or None
    return {
        "referral": referral.referral_id,
        "incident": incident.pk,
        "account": account.pk,
        "person": account.person_id,
        "acts": [
            {
                "act": act.pk,
                "at": act.sent_at,
                "day": local_day(act.sent_at, country=country),
                "recipients": act.recipients_count,
                "item": act.item_id,
            }
            for act in acts
        ],
        "items": files.named,
        "items_joined": files.joined,
        "lines_unread": len(referral.unread_lines),
        "reports": [f"{referral.platform}/{ref.case_number}" for ref in referral.reports],
    }
