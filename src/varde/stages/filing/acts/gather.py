from __future__ import annotations

from django.db import transaction

from varde.kernels.terms.ids import TipId
from varde.stages.filing.acts.ready import lock_account_of
from varde.stages.filing.errors import EarlierTipFirst
from varde.stages.filing.models import Account, AccountReport, Act, Tip, TipFile
from varde.stages.filing.types import UNDER_WAY, TipState


def gather(tip: TipId) -> Tip:
    """Fix what a ready tip says: everything of its account that no tip has told yet. A tip under way is left as it is."""
    with transaction.atomic():
        account = lock_account_of(tip)
        tips = {row.pk: row for row in account.tips.order_by("created_at")}
        row = tips.pop(tip)
        row.account = account
        if row.state == TipState.READY:
            _fix(row, others=list(tips.values()), account=account)
    return row


def _fix(row: Tip, *, others: list[Tip], account: Account) -> None:
    if any(other.state in UNDER_WAY for other in others):
        raise EarlierTipFirst
    Act.objects.filter(account=account, told_in=None).update(told_in=row)
    AccountReport.objects.filter(account=account, told_in=None).update(told_in=row)
    row.prior = [other.report_number for other in others if other.state == TipState.FINISHED]
    row.state = TipState.SENDING
    row.save(update_fields=["prior", "state"])
    _fix_files(row, account=account)


def _fix_files(tip: Tip, *, account: Account) -> None:
    """The files of the tip's acts; a supplement that only adds a report carries the files which that report was about."""
    items = set(tip.acts.values_list("item_id", flat=True))
    if not items:
        firsts = tip.reports.values("heard__first")
        items = set(Act.objects.filter(account=account, report__in=firsts).values_list("item_id", flat=True))
    rows = [TipFile(tip=tip, item_id=item, position=place) for place, item in enumerate(sorted(items))]
    TipFile.objects.bulk_create(rows, ignore_conflicts=True)
