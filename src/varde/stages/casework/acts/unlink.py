from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import AccountId
from varde.stages.casework.acts._refresh import refresh
from varde.stages.casework.acts.link import carry_out, held_with, touched_by, written
from varde.stages.casework.models import PersonLink
from varde.stages.casework.models.access import one_at_a_time, require_all
from varde.stages.casework.rules.linking import Move, moves_back


def unlink(accounts: Collection[AccountId], *, reason: str, by: Actor) -> None:
    """Take links back: each account gets the person of its own again, with its own statements, acts and age."""
    parties.require(by, parties.Right.WORK_CASES)
    with transaction.atomic():
        one_at_a_time()
        held = held_with(accounts)
        require_all({one.person for one in held}, by=by)
        moves = moves_back(held, accounts=accounts)
        if not moves:
            return
        carry_out(moves)
        _undo_links(moves, reason=reason, by=by)
        ledger.record(ledger.Kind.ACCOUNTS_UNLINKED, about=moves[0].source, by=by, facts={"moves": written(moves)})
        refresh(touched_by(moves), by=by)


def _undo_links(moves: Collection[Move], *, reason: str, by: Actor) -> None:
    open_links = PersonLink.objects.filter(account__in=[move.account for move in moves], undone_at__isnull=True)
    open_links.update(undone_at=clock.now(), undone_by=str(by), undone_reason=reason)
