from __future__ import annotations

from uuid import UUID

from django.db import transaction

from varde.kernels.terms.ids import TipId
from varde.stages.filing.acts.ready import lock_accounts
from varde.stages.filing.errors import EarlierTipFirst, TipUnknown
from varde.stages.filing.models import AccountReport, Act, Tip, TipFile
from varde.stages.filing.types import UNDER_WAY, TipState


def gather(tip: TipId) -> Tip:
    """Fix what a ready tip says: everything of its account that no tip has told yet. A tip under way is left as it is."""
    with transaction.atomic():
        account = Tip.objects.filter(pk=tip).values_list("account_id", flat=True).first()
        if account is None:
            raise TipUnknown
        lock_accounts([account])
        row = Tip.objects.select_for_update().get(pk=tip)
        if row.state != TipState.READY:
            return row
        others = Tip.objects.filter(account=account).exclude(pk=tip)
        if others.filter(state__in=UNDER_WAY).exists():
            raise EarlierTipFirst
        Act.objects.filter(account=account, told_in=None).update(told_in=row)
        AccountReport.objects.filter(account=account, told_in=None).update(told_in=row)
        row.prior = sorted(others.filter(state=TipState.FINISHED).values_list("report_number", flat=True))
        row.state = TipState.SENDING
        row.save(update_fields=["prior", "state"])
        _fix_files(row, account=account)
    return row


def _fix_files(tip: Tip, *, account: UUID) -> None:
    """The files of the tip's acts; a supplement that only adds a report carries the files which that report was about."""
    items = set(tip.acts.values_list("item_id", flat=True))
    if not items:
        firsts = tip.reports.values_list("heard__first", flat=True)
        items = set(Act.objects.filter(account=account, report__in=list(firsts)).values_list("item_id", flat=True))
    rows = [TipFile(tip=tip, item_id=item, position=place) for place, item in enumerate(sorted(items))]
    TipFile.objects.bulk_create(rows, ignore_conflicts=True)
