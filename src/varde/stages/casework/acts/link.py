from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import AccountId, PersonId
from varde.stages.casework.acts._refresh import refresh
from varde.stages.casework.errors import AccountUnknown, EvidenceNeeded, SuspectUnknown
from varde.stages.casework.models import Account, PersonLink
from varde.stages.casework.models.access import one_at_a_time, require_all
from varde.stages.casework.rules.linking import Held, Move, moves_to


def link(accounts: Collection[AccountId], *, person: PersonId, evidence: Collection[str], reason: str, by: Actor) -> None:
    """Say that these accounts are this person's. `evidence`: codes; `reason`: words, kept in the case and not in the ledger."""
    parties.require(by, parties.Right.WORK_CASES)
    if not evidence:
        raise EvidenceNeeded
    with transaction.atomic():
        one_at_a_time()
        moves = link_to(accounts, person=person, evidence=evidence, reason=reason, by=by)
        refresh(touched_by(moves), by=by)


def link_to(accounts: Collection[UUID], *, person: UUID, evidence: Collection[str], reason: str, by: Actor) -> list[Move]:
    """Inside an act's transaction and lock: move, keep the link, record it."""
    held = held_with(accounts, also=person)
    require_all({one.person for one in held}, by=by)
    if person not in {one.person for one in held}:
        raise SuspectUnknown(str(person))
    moves = moves_to(held, accounts=accounts, target=person)
    if not moves:
        return []
    carry_out(moves)
    PersonLink.objects.bulk_create(
        PersonLink(
            account_id=move.account,
            from_person_id=move.source,
            to_person_id=move.target,
            evidence=sorted(evidence),
            reason=reason,
            by=str(by),
            at=clock.now(),
        )
        for move in moves
    )
    facts = {"moves": written(moves), "evidence": sorted(evidence)}
    ledger.record(ledger.Kind.ACCOUNTS_LINKED, about=person, by=by, facts=facts)
    return moves


def held_with(accounts: Collection[UUID], *, also: UUID | None = None) -> list[Held]:
    """Every account of every person to whom one of `accounts` belongs, oldest first, and of the person named."""
    persons = dict(Account.objects.filter(pk__in=accounts).values_list("pk", "person_id"))
    for missing in set(accounts) - persons.keys():
        raise AccountUnknown(str(missing))
    touched = {*persons.values(), also} - {None}
    rows = Account.objects.filter(person__in=touched).order_by("known_at", "id")
    return [Held(row.pk, row.own_person_id, row.person_id) for row in rows]


def touched_by(moves: Collection[Move]) -> set[UUID]:
    """The persons who lost or gained an account."""
    return {person for move in moves for person in (move.source, move.target)}


def carry_out(moves: Collection[Move]) -> None:
    """Write the moves into the accounts."""
    for move in moves:
        Account.objects.filter(pk=move.account).update(person_id=move.target)


def written(moves: Collection[Move]) -> list[dict[str, UUID]]:
    """The moves as the ledger keeps them."""
    return [{"account": move.account, "from": move.source, "to": move.target} for move in moves]
