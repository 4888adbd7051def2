"""What both kinds of decision share: waiting for a second person, coming into force, telling the chain."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from varde.keeps.handover import face as handover
from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.law.types import Disposition
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION, Actor
from varde.kernels.terms.ids import PeerName, new_uuid
from varde.kernels.terms.outcomes import OutcomeCode
from varde.kernels.terms.topics import LetterKind, LetterReady, Topic
from varde.kernels.wire.letters import Outcome, OutcomeAccount, render_letter
from varde.stages.casework.models import Account, Decision, OutcomeSent, ReceivedReferral, Suspect
from varde.stages.casework.rules import decisions
from varde.stages.casework.rules.line import local_day
from varde.stages.casework.types import DecisionMade, Matter

KINDS = {Matter.LANE: ledger.Kind.LANE_DECIDED, Matter.DISPOSITION: ledger.Kind.DISPOSITION_DECIDED}


@dataclass(frozen=True, slots=True)
class Wish:
    """A decision before anybody knows whether it comes into force. `asks`: why a second person must look."""

    matter: Matter
    value: str
    reason: str
    asks: tuple[str, ...]


def decide(row: Suspect, wish: Wish, *, by: Actor) -> DecisionMade:
    """Enter the decision: in force at once, or awaiting a second person. The same decision twice is one."""
    mine = Decision.objects.select_related("suspect").filter(suspect=row, matter=wish.matter, withdrawn_at__isnull=True)
    awaited = mine.filter(in_force_at__isnull=True).first()
    latest = mine.filter(in_force_at__isnull=False).order_by("-in_force_at").first()
    if awaited is not None and awaited.value == wish.value:
        return awaited.made()
    if awaited is None and latest is not None and latest.value == wish.value:
        return latest.made()
    if awaited is not None:
        _set_aside(awaited, by=by)
    decision = Decision.objects.create(
        suspect=row,
        matter=wish.matter,
        value=wish.value,
        reason=wish.reason,
        by=str(by),
        at=clock.now(),
        second_reasons=list(wish.asks),
    )
    if not wish.asks:
        return enforce(decision, by=by)
    ledger.record(ledger.Kind.DECISION_AWAITED, about=row.person_id, by=by, facts=_facts(decision) | {"why": list(wish.asks)})
    return decision.made()


def _set_aside(awaited: Decision, *, by: Actor) -> None:
    awaited.withdrawn_at = clock.now()
    awaited.save(update_fields=["withdrawn_at"])
    ledger.record(ledger.Kind.DECISION_WITHDRAWN, about=awaited.suspect.person_id, by=by, facts=_facts(awaited))


def enforce(decision: Decision, *, by: Actor) -> DecisionMade:
    """The decision is in force from now on; a disposition sets its outcomes on their way."""
    decision.in_force_at = clock.now()
    decision.save(update_fields=["in_force_at", "second_by"])
    row, matter = decision.suspect, Matter(decision.matter)
    setattr(row, matter.value, decision.value)
    row.save(update_fields=[matter.value])
    ledger.record(KINDS[matter], about=row.person_id, by=by, facts=_facts(decision))
    if matter is Matter.DISPOSITION:
        _send_outcomes(decision)
    return decision.made()


def _facts(decision: Decision) -> dict[str, object]:
    row = decision.suspect
    return {
        "incident": row.incident_id,
        "decision": decision.pk,
        "matter": decision.matter,
        "value": decision.value,
        "proposed": row.lane_proposed if decision.matter == Matter.LANE else None,
        "first": decision.by,
        "second": decision.second_by or None,
    }


def _send_outcomes(decision: Decision) -> None:
    """One letter for each account and each peer that referred it."""
    code = decisions.outcome_code(Disposition(decision.value))
    tips: dict[tuple[UUID, str], list[str]] = {}
    accounts = {account.pk: account for account in Account.objects.filter(person=decision.suspect.person_id)}
    referrals = ReceivedReferral.objects.filter(incident=decision.suspect.incident_id, account__in=accounts.keys())
    for referral in referrals.order_by("taken_at", "id"):
        tips.setdefault((referral.account_id, referral.sender), []).append(referral.tip_reference)
    for (account, sender), references in tips.items():
        _send(decision, accounts[account], sender=sender, tips=references, code=code)


def _send(decision: Decision, account: Account, *, sender: str, tips: list[str], code: OutcomeCode) -> None:
    outcome = Outcome(
        outcome_id=new_uuid(),
        platform=account.platform,
        account=OutcomeAccount(esp_identifier=account.esp_identifier),
        tip_references=tuple(dict.fromkeys(tips)),
        code=code,
        decided_on=local_day(clock.now(), country=decision.suspect.country or None),
        as_of=clock.now(),
    )
    document = vault.put_document(render_letter(outcome), by=THE_STATION)
    sent = {"decision": decision, "account": account, "sender": sender}
    OutcomeSent.objects.create(id=outcome.outcome_id, **sent, code=code.value, document=document, at=clock.now())
    ledger.record(
        ledger.Kind.OUTCOME_RECORDED, about=account.pk, by=THE_STATION, facts={"outcome": outcome.outcome_id, "code": code.value}
    )
    ready = LetterReady(to=PeerName(sender), kind=LetterKind.OUTCOME.value, reference=outcome.outcome_id, document=document)
    handover.put(Topic.OUTCOME_RECORDED, ready)
