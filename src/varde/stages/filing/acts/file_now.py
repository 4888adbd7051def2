from __future__ import annotations

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import TipId
from varde.stages.filing.acts.ready import ask_again, lock_account_of, make_ready
from varde.stages.filing.errors import TipNotWaiting
from varde.stages.filing.models import Tip
from varde.stages.filing.types import UNOPENED, TipState


def file_now(tip: TipId, *, by: Actor) -> None:
    """A person does not wait for share records any longer, or has mended what stopped the tip: file it."""
    parties.require(by, parties.Right.FILE)
    with transaction.atomic():
        lock_account_of(tip)
        row = Tip.objects.select_for_update().get(pk=tip)
        if row.state not in {TipState.AWAITING, TipState.STOPPED}:
            raise TipNotWaiting
        _release(row)
        ledger.record(ledger.Kind.TIP_RELEASED, about=tip, by=by, facts={"was": row.state})


def _release(row: Tip) -> None:
    """A stopped tip whose account has a newer unopened one hands what it says to that one: an account has one unopened tip."""
    if row.report_number is not None:
        ask_again(row)
        return
    newer = Tip.objects.filter(account_id=row.account_id, state__in=UNOPENED).exclude(pk=row.pk).first()
    if newer is None:
        make_ready([row])
        return
    row.acts.update(told_in=None)
    row.reports.update(told_in=None)
    make_ready([newer])
