from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from varde.keeps.parties import face as parties
from varde.keeps.vault import face as vault
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import ObjectId, TipId
from varde.kernels.wire.account import AccountData
from varde.kernels.wire.acts import ReportRef
from varde.stages.filing import rules
from varde.stages.filing.errors import TipUnknown
from varde.stages.filing.models import Account, AccountReport, Act, ShareImport, Tip, TipFile, TipOutcome
from varde.stages.filing.types import UNOPENED, KnownOutcome, OneTip, TipFacts, TipFileFacts, TipRow, TipState


def tips(*, by: Actor, states: Collection[TipState] = (), at_most: int = 200, skip: int = 0) -> list[TipRow]:
    """Tips, the newest first, of these states or of all."""
    parties.require(by, parties.Right.FILE)
    rows = _rows().filter(state__in=states) if states else _rows()
    page = list(rows.order_by("-created_at", "-pk")[skip : skip + at_most])
    sealed = vault.open_values([bytes(row.account.sealed) for row in page], context="filing.account")
    return [_row(row, account=rules.account_from(stored)) for row, stored in zip(page, sealed, strict=True)]


def count_by_state() -> dict[TipState, int]:
    """How many tips stand where."""
    counted = Tip.objects.order_by().values_list("state").annotate(Count("pk"))
    return {TipState(state): number for state, number in counted}


def one_tip(tip: TipId, *, by: Actor) -> OneTip:
    """A tip in full: what it says, its files, its receipt, what came of it and what it lacks."""
    parties.require(by, parties.Right.FILE)
    row = _rows().filter(pk=tip).first()
    if row is None:
        raise TipUnknown
    facts, files = facts_of(row, account=row.account), files_of(row)
    return OneTip(
        row=_row(row, account=facts.account),
        facts=facts,
        files=files,
        bases=tuple(_bases(row)),
        receipt=None if row.receipt is None else bytes(row.receipt),
        kept_until=row.kept_until,
        outcomes=tuple(_outcomes(row)),
        lacks=rules.lacks(facts, files=files),
        found_after_crash=row.found_after_crash,
    )


def facts_of(tip: Tip, *, account: Account) -> TipFacts:
    """What the tip says; for an unopened one, what it would say now."""
    mine = _untold(tip)
    rows = account.acts.filter(mine).order_by("sent_at", "pk").values_list("sealed", flat=True)
    acts = vault.open_values([bytes(sealed) for sealed in rows], context="filing.act")
    reports = list(account.reports.filter(mine).select_related("heard").order_by("heard__received_at"))
    told = vault.open_values([bytes(row.told_sealed) for row in reports if row.told_sealed], context="filing.told")
    return TipFacts(
        account=rules.account_from(vault.open_value(bytes(account.sealed), context="filing.account")),
        acts=tuple(rules.act_from(stored) for stored in acts),
        reports=tuple(ReportRef(case_number=row.heard.case_number, received_at=row.heard.received_at) for row in reports),
        told=tuple(word for stored in told for word in rules.told_from(stored)),
        prior=tuple(tip.prior),
    )


def files_of(tip: Tip) -> tuple[TipFileFacts, ...]:
    """The tip's files with what is known of them."""
    rows = list(tip.files.select_related("item").order_by("position"))
    sealed = vault.describe_all([ObjectId(row.item_id) for row in rows])
    here = [row for row in rows if ObjectId(row.item_id) in sealed]
    named = [row for row in here if row.item.name_sealed is not None]
    names = vault.open_values([bytes(row.item.name_sealed or b"") for row in named], context="filing.name")
    name_of = {row.item_id: name.decode() for row, name in zip(named, names, strict=True)}
    return tuple(_file(row, sealed[ObjectId(row.item_id)], name=name_of.get(row.item_id)) for row in here)


def _file(row: TipFile, sealed: vault.Sealed, *, name: str | None) -> TipFileFacts:
    item = row.item
    return TipFileFacts(
        object=sealed.id,
        sha256=sealed.sha256,
        md5=sealed.md5,
        size=sealed.size,
        name=name,
        classification=item.classification,
        viewed=item.viewed,
        file_id=row.file_id,
        possible_self_production=item.possible_self_production,
    )


def _untold(row: Tip) -> Q:
    mine = Q(told_in=row)
    return mine | Q(told_in=None) if row.state in UNOPENED else mine


def _bases(row: Tip) -> list[str]:
    acts = Act.objects.filter(_untold(row), account=row.account, share_import__isnull=False)
    return list(ShareImport.objects.filter(pk__in=acts.values("share_import")).order_by("at").values_list("basis", flat=True))


def _outcomes(row: Tip) -> list[KnownOutcome]:
    return [KnownOutcome(one.outcome, one.code, one.decided_on, one.as_of) for one in row.outcomes.order_by("-as_of")]


def _rows() -> QuerySet[Tip]:
    newest = TipOutcome.objects.filter(tip=OuterRef("pk")).order_by("-as_of").values("code")[:1]
    return Tip.objects.select_related("account").annotate(
        told_acts=_counted(Act, told_in=OuterRef("pk")),
        told_reports=_counted(AccountReport, told_in=OuterRef("pk")),
        waiting_acts=_counted(Act, account=OuterRef("account"), told_in=None),
        waiting_reports=_counted(AccountReport, account=OuterRef("account"), told_in=None),
        outcome_code=Subquery(newest),
    )


def _counted(model: type[Act | AccountReport], **where: object) -> Coalesce:
    rows = model.objects.filter(**where).order_by().annotate(of=Value(1)).values("of").annotate(n=Count("*"))
    return Coalesce(Subquery(rows.values("n")), 0)


def _row(row: Tip, *, account: AccountData) -> TipRow:
    waits = row.state in UNOPENED
    return TipRow(
        id=TipId(row.pk),
        state=TipState(row.state),
        account=account.esp_identifier,
        screen_name=account.screen_name,
        acts=_annotated(row, "told_acts") + (_annotated(row, "waiting_acts") if waits else 0),
        reports=_annotated(row, "told_reports") + (_annotated(row, "waiting_reports") if waits else 0),
        created_at=row.created_at,
        hold_until=row.hold_until,
        finished_at=row.finished_at,
        report_number=row.report_number,
        is_supplement=bool(row.prior),
        stopped_because=row.stopped_because,
        outcome=getattr(row, "outcome_code", None),
    )


def _annotated(row: Tip, name: str) -> int:
    return int(getattr(row, name))  # counted by _rows
