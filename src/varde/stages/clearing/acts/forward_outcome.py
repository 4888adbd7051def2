from __future__ import annotations

from varde.keeps.handover import face as handover
from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION, Actor, ActorKind
from varde.kernels.terms.ids import PeerName
from varde.kernels.terms.topics import LetterArrived, LetterKind, LetterReady, Topic
from varde.kernels.wire import letters
from varde.stages.clearing.errors import NoSuchTip
from varde.stages.clearing.models import ReturnedOutcome, SentReferral


def forward_outcome(arrived: LetterArrived) -> None:
    """What an agency says came of a tip: keep it, and pass it on to the platform that filed the tip.

    Only an agency that was given the tip is believed. Twice is once, by the outcome's own id.
    """
    outcome = letters.parse_letter(vault.read_document(arrived.document, by=THE_STATION))
    if not isinstance(outcome, letters.Outcome):
        raise NoSuchTip
    by = Actor(ActorKind.PEER, arrived.sender)
    numbers = [int(number) for number in outcome.tip_references if number.isdigit()]
    sent = SentReferral.objects.filter(agency=arrived.sender, tip__submission__number__in=numbers)
    referral = sent.select_related("tip__submission").order_by("routed_at").first()
    if referral is None:
        raise NoSuchTip
    _, created = ReturnedOutcome.objects.get_or_create(
        id=outcome.outcome_id,
        defaults={"tip": referral.tip, "agency": arrived.sender, "code": str(outcome.code), "arrived_at": clock.now()},
    )
    if not created:
        return
    to = PeerName(referral.tip.submission.reporter)
    ready = LetterReady(to, LetterKind.OUTCOME, outcome.outcome_id, arrived.document)
    handover.put(Topic.OUTCOME_FORWARDED, ready)
    facts = {"to": to, "code": str(outcome.code)}
    ledger.record(ledger.Kind.OUTCOME_FORWARDED, about=referral.tip_id, by=by, facts=facts)
