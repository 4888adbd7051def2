from __future__ import annotations

from uuid import UUID

from django.db import transaction

from varde.keeps.handover import face as handover
from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION, Actor, ActorKind
from varde.kernels.terms.ids import PeerName
from varde.kernels.terms.topics import LetterArrived, LetterKind, LetterReady, Topic
from varde.kernels.wire import letters
from varde.stages.clearing.errors import NotTheirTip
from varde.stages.clearing.models import ReturnedOutcome, SentReferral, Tip

LARGEST_NUMBER = 2**63 - 1


def forward_outcome(arrived: LetterArrived) -> None:
    """What an agency says came of an account's tips: keep it with each, and pass it on to the platform that filed them.

    Only an agency that was given every tip it names is believed. Twice is once, by the outcome's own id.
    """
    outcome = letters.parse_letter(vault.read_document(arrived.document, by=THE_STATION))
    if not isinstance(outcome, letters.Outcome):
        raise NotTheirTip
    tips = _tips(outcome, sender=arrived.sender)
    with transaction.atomic():
        if not _kept(outcome, tips=tips, sender=arrived.sender):
            return
        [to] = {tip.submission.reporter for tip in tips}
        ready = LetterReady(PeerName(to), LetterKind.OUTCOME, outcome.outcome_id, arrived.document)
        handover.put(Topic.OUTCOME_FORWARDED, ready)
        facts = {"to": to, "code": str(outcome.code), "tips": len(tips)}
        by = Actor(ActorKind.PEER, arrived.sender)
        ledger.record(ledger.Kind.OUTCOME_FORWARDED, about=_first(tips), by=by, facts=facts)


def _tips(outcome: letters.Outcome, *, sender: str) -> list[Tip]:
    """The tips that the outcome names, all of them given to its sender and filed by one platform."""
    named = {int(one) for one in outcome.tip_references if one.isascii() and one.isdecimal() and len(one) < 20}
    given = SentReferral.objects.filter(
        agency=sender, tip__submission__number__in={one for one in named if one <= LARGEST_NUMBER}
    )
    tips = [sent.tip for sent in given.select_related("tip__submission").order_by("tip__submission__number")]
    if not tips or len(tips) != len(set(outcome.tip_references)) or len({tip.submission.reporter for tip in tips}) != 1:
        raise NotTheirTip
    return tips


def _kept(outcome: letters.Outcome, *, tips: list[Tip], sender: str) -> bool:
    """Keep the outcome with every tip; False when it is known already."""
    rows = [
        ReturnedOutcome(outcome_id=outcome.outcome_id, tip=tip, agency=sender, code=str(outcome.code), arrived_at=clock.now())
        for tip in tips
    ]
    known = ReturnedOutcome.objects.filter(outcome_id=outcome.outcome_id)
    if known.exists():
        return False
    ReturnedOutcome.objects.bulk_create(rows)
    return True


def _first(tips: list[Tip]) -> UUID:
    return tips[0].submission_id
