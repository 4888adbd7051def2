from __future__ import annotations

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms.actors import THE_STATION, Actor, ActorKind
from varde.kernels.terms.topics import LetterArrived
from varde.kernels.wire.letters import Outcome, parse_letter
from varde.kernels.wire.strict import BodyRefused
from varde.stages.filing.errors import NotAnOutcome
from varde.stages.filing.models import Tip, TipOutcome


def take_outcome(arrived: LetterArrived) -> None:
    """Keep the coded outcome with the tips it names; what matches no tip of ours is on record all the same."""
    letter = _read(vault.read_document(arrived.document, by=THE_STATION))
    numbers = [int(number) for number in letter.tip_references if number.isdecimal()]
    with transaction.atomic():
        if TipOutcome.objects.filter(outcome=letter.outcome_id).exists():
            return
        tips = list(Tip.objects.filter(report_number__in=numbers))
        TipOutcome.objects.bulk_create([_row(letter, tip) for tip in tips])
        facts = {"code": letter.code, "tips": [tip.pk for tip in tips], "unknown": len(letter.tip_references) - len(tips)}
        peer = Actor(ActorKind.PEER, arrived.sender)
        ledger.record(ledger.Kind.OUTCOME_TAKEN, about=letter.outcome_id, by=peer, facts=facts)


def _read(document: bytes) -> Outcome:
    try:
        letter = parse_letter(document)
    except BodyRefused as refused:
        raise NotAnOutcome(refused.path) from refused
    if not isinstance(letter, Outcome):
        raise NotAnOutcome
    return letter


def _row(letter: Outcome, tip: Tip) -> TipOutcome:
    return TipOutcome(tip=tip, outcome=letter.outcome_id, code=letter.code, decided_on=letter.decided_on, as_of=letter.as_of)
