from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION
from varde.kernels.terms.ids import ObjectId
from varde.kernels.terms.submission import Submission, SubmittedMessage, read
from varde.kernels.terms.topics import ConfirmedFile, ReportConfirmed, ReportJoined
from varde.kernels.wire.acts import ShareAct
from varde.stages.filing import rules
from varde.stages.filing.acts.configure import hold
from varde.stages.filing.acts.keep import NewAct, keep_accounts, keep_acts
from varde.stages.filing.acts.ready import await_shares, lock_accounts, make_ready
from varde.stages.filing.models import Account, AccountReport, HeardReport, ReportableItem, Tip
from varde.stages.filing.types import Told

Words = Mapping[UUID, tuple[Told, ...]]


def draft(confirmed: ReportConfirmed) -> None:
    """Keep the confirmed items, and draft a tip for each account that the report speaks of; it waits for share records."""
    with transaction.atomic():
        if HeardReport.objects.filter(report=confirmed.report).exists():
            return
        told = read(vault.read_document(confirmed.submission, by=THE_STATION))
        _keep_items(confirmed.files, told=told)
        heard = _hear(told)
        spoken_of = _by_sender(told, confirmed={file.object for file in confirmed.files})
        tips = _draft(heard, spoken_of=spoken_of, confirmed=confirmed) if spoken_of else []
        facts = {"kind": confirmed.kind, "items": len(confirmed.files), "tips": [tip.pk for tip in tips]}
        ledger.record(ledger.Kind.TIP_DRAFTED, about=confirmed.report, by=THE_STATION, facts=facts)


def note_joined(joined: ReportJoined) -> None:
    """Another participant reported the same messages: the tips say so, in a supplement when they were filed already."""
    with transaction.atomic():
        heard, is_new = HeardReport.objects.get_or_create(
            report=joined.joined,
            defaults={"first": joined.report, "case_number": joined.case_number, "received_at": joined.received_at},
        )
        if not is_new:
            return
        accounts = _accounts_of(joined.report)
        _refer([heard], accounts=accounts)
        tips = _wait(accounts)
        facts = {"joins": joined.report, "tips": [tip.pk for tip in tips]}
        ledger.record(ledger.Kind.REPORT_NOTED, about=joined.joined, by=THE_STATION, facts=facts)


def _keep_items(files: Iterable[ConfirmedFile], *, told: Submission) -> None:
    names = {file.object: file.name for message in told.messages for file in message.files}
    for file in files:
        mark = vault.mark(vault.describe(file.object).sha256, context="filing.item")
        row, _ = ReportableItem.objects.get_or_create(object=file.object, defaults={"sha256_mark": mark})
        row.classification = file.classification or row.classification
        row.viewed = _more_known(row.viewed, file.viewed)
        row.possible_self_production = row.possible_self_production or file.possible_self_production
        name = names.get(file.object)
        if name and row.name_sealed is None:
            row.name_sealed = vault.seal_value(name.encode(), context="filing.name")
        row.save()


def _more_known(before: bool | None, now: bool | None) -> bool | None:
    """A recorded view stays one; "not stated" is stronger than "no", which would then be untrue."""
    if before or now:
        return True
    return before if now is None and before is not None else now


def _hear(told: Submission) -> HeardReport:
    return HeardReport.objects.create(
        report=told.report, first=told.report, case_number=told.case_number, received_at=told.received_at
    )


def _by_sender(told: Submission, *, confirmed: Collection[ObjectId]) -> Mapping[str, list[SubmittedMessage]]:
    """The messages that speak of an account: those with a confirmed file; in a text-only report, those by others."""
    found: dict[str, list[SubmittedMessage]] = defaultdict(list)
    for message in told.messages:
        counts = any(file.object in confirmed for file in message.files) if confirmed else not message.by_reporter
        if counts:
            found[message.sender].append(message)
    return found


def _draft(heard: HeardReport, *, spoken_of: Mapping[str, list[SubmittedMessage]], confirmed: ReportConfirmed) -> list[Tip]:
    rows = keep_accounts(spoken_of)
    lock_accounts([row.pk for row in rows.values()])
    new = [
        NewAct(rows[sender], file.object, act)
        for sender, messages in spoken_of.items()
        for message in messages
        for file, act in _acts(message, confirmed)
    ]
    keep_acts(new, report=confirmed.report, share_import=None)
    joined = HeardReport.objects.filter(first=heard.report).order_by("received_at")
    _refer(joined, accounts=rows.values(), told={rows[sender].pk: _words(messages) for sender, messages in spoken_of.items()})
    return _wait(list(rows.values()))


def _acts(message: SubmittedMessage, confirmed: ReportConfirmed) -> Iterable[tuple[ConfirmedFile, ShareAct]]:
    objects = {file.object for file in message.files}
    for file in confirmed.files:
        if file.object in objects:
            sha256 = vault.describe(file.object).sha256.hex()
            yield file, ShareAct(message=message.id, item_sha256=sha256, sent_at=message.sent_at, recipients=message.recipients)


def _words(messages: Iterable[SubmittedMessage]) -> tuple[Told, ...]:
    return tuple(Told(message.id, message.sent_at, message.text) for message in messages if message.text)


def _refer(
    reports: Iterable[HeardReport], *, accounts: Iterable[Account], told: Mapping[object, tuple[Told, ...]] | None = None
) -> None:
    accounts = list(accounts)
    for heard in reports:
        is_first = heard.report == heard.first
        for account in accounts:
            words = (told or {}).get(account.pk, ()) if is_first else ()
            sealed = vault.seal_value(rules.told_as_json(words), context="filing.told") if words else None
            AccountReport.objects.get_or_create(account=account, heard=heard, defaults={"told_sealed": sealed})


def _accounts_of(report: UUID) -> list[Account]:
    found = AccountReport.objects.filter(heard__first=report).values_list("account_id", flat=True)
    return lock_accounts(list(found))


def _wait(accounts: Collection[Account]) -> list[Tip]:
    tips = await_shares(accounts, until=clock.now() + hold())
    if not hold():
        make_ready(tips)
    return tips
