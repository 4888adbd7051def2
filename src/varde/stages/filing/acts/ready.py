from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from varde.keeps.handover import face as handover
from varde.kernels.terms import clock
from varde.kernels.terms.ids import TipId
from varde.kernels.terms.topics import TipReady, Topic
from varde.stages.filing.errors import TipUnknown
from varde.stages.filing.models import Account, Tip
from varde.stages.filing.types import UNOPENED, TipState


def lock_accounts(accounts: Collection[UUID]) -> list[Account]:
    """Lock accounts in one order, so that two acts on the same ones wait for each other instead of deadlocking."""
    return list(Account.objects.select_for_update(no_key=True).filter(pk__in=set(accounts)).order_by("pk"))


def lock_account_of(tip: TipId) -> Account:
    """Lock the account that a tip is about: whoever changes what stands in a tip holds this."""
    row = Account.objects.select_for_update(no_key=True, of=("self",)).filter(tips=tip).first()
    if row is None:
        raise TipUnknown
    return row


def await_shares(accounts: Collection[Account], *, until: datetime) -> list[Tip]:
    """A tip in wait for each account that has no unopened one; the accounts are locked. Answers the new tips."""
    have = set(Tip.objects.filter(account__in=accounts, state__in=UNOPENED).values_list("account_id", flat=True))
    new = [
        Tip(account=account, state=TipState.AWAITING, created_at=clock.now(), hold_until=until)
        for account in accounts
        if account.pk not in have
    ]
    return Tip.objects.bulk_create(new)


def ask_again(tip: Tip) -> None:
    """A stopped tip of which nobody knows whether it is filed goes to the step that files, which asks the clearinghouse first."""
    Tip.objects.filter(pk=tip.pk).update(state=TipState.OPENED, stopped_code=None, stopped_because=None)
    handover.put(Topic.TIP_READY, TipReady(TipId(tip.pk)))


def make_ready(tips: Collection[Tip]) -> None:
    """These tips may be filed now: each goes to the step that files."""
    Tip.objects.filter(pk__in=[tip.pk for tip in tips]).update(
        state=TipState.READY, hold_until=None, stopped_code=None, stopped_because=None
    )
    handover.put_all(Topic.TIP_READY, [TipReady(TipId(tip.pk)) for tip in tips])
