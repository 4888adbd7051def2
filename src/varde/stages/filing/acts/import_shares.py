from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import ObjectId
from varde.kernels.wire.acts import ShareAct
from varde.kernels.wire.platform import AccountLine, ShareRecordLine, parse_share_line
from varde.stages.filing import rules
from varde.stages.filing.acts.keep import CHUNK, NewAct, keep_accounts, keep_acts
from varde.stages.filing.acts.ready import await_shares, lock_accounts, make_ready
from varde.stages.filing.errors import BasisMissing, SharesRefused
from varde.stages.filing.models import Account, ReportableItem, ShareImport, Tip
from varde.stages.filing.types import Imported, TipState


@dataclass(slots=True)
class _Read:
    """What an import says: records with their line numbers, and the last word on each account."""

    shares: list[tuple[int, ShareRecordLine]] = field(default_factory=list)
    accounts: dict[str, list[AccountLine]] = field(default_factory=dict)


def import_shares(lines: Iterable[bytes], *, basis: str, by: Actor) -> Imported:
    """Import who sent a confirmed item to whom, all of it or nothing; every account touched gets its tip."""
    if not basis.strip():
        raise BasisMissing
    read = _read(lines)
    items = _items({record.item for _, record in read.shares})
    strangers = [number for number, record in read.shares if record.item not in items]
    if strangers:
        _refuse(strangers, by=by)
    with transaction.atomic():
        return _import(read, items=items, basis=basis.strip(), by=by)


def _read(lines: Iterable[bytes]) -> _Read:
    found = _Read()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        parsed = parse_share_line(line, number)
        if isinstance(parsed, ShareRecordLine):
            found.shares.append((number, parsed))
        else:
            found.accounts.setdefault(parsed.account, []).append(parsed)
    return found


def _items(hashes: Collection[str]) -> dict[str, ObjectId]:
    wanted = sorted(hashes)
    marks = dict(zip(vault.marks([bytes.fromhex(one) for one in wanted], context="filing.item"), wanted, strict=True))
    return {marks[bytes(row.sha256_mark)]: ObjectId(row.object) for row in ReportableItem.objects.filter(sha256_mark__in=marks)}


def _refuse(strangers: list[int], *, by: Actor) -> None:
    with transaction.atomic():
        facts = {"lines": strangers[:1000], "refused": len(strangers)}
        ledger.record(ledger.Kind.SHARES_REFUSED, about="filing", by=by, facts=facts)
    raise SharesRefused(strangers)


def _import(read: _Read, *, items: dict[str, ObjectId], basis: str, by: Actor) -> Imported:
    names = dict.fromkeys([record.sender for _, record in read.shares] + list(read.accounts))
    accounts = keep_accounts(names)
    locked = {row.pk: row for row in lock_accounts([row.pk for row in accounts.values()])}
    _learn(read.accounts, accounts=accounts, locked=locked)
    share_import = ShareImport.objects.create(basis=basis, by=str(by), at=clock.now())
    acts = [NewAct(accounts[record.sender], items[record.item], _act(record)) for _, record in read.shares]
    kept = keep_acts(acts, report=None, share_import=share_import)
    tips = _tips(locked, fresh={one.account.pk for one in (*kept.new, *kept.enriched)})
    outcome = Imported(len(kept.new), len(acts) - len(kept.new), len(accounts))
    facts = {"imported": outcome.imported, "already_known": outcome.already_known, "accounts": len(accounts), "tips": tips}
    ledger.record(ledger.Kind.SHARES_IMPORTED, about=share_import.pk, by=by, facts=facts)
    return outcome


def _act(record: ShareRecordLine) -> ShareAct:
    return ShareAct(
        message=record.message,
        item_sha256=record.item,
        sent_at=record.sent_at,
        recipients=record.recipients,
        ip=record.ip,
        port=record.port,
    )


def _learn(lines: dict[str, list[AccountLine]], *, accounts: dict[str, Account], locked: dict[UUID, Account]) -> None:
    """Add what the platform states of the accounts to what was known."""
    rows = [locked[accounts[name].pk] for name in lines]
    known = vault.open_values([bytes(row.sealed) for row in rows], context="filing.account")
    stated = []
    for stored, said in zip(known, lines.values(), strict=True):
        account = rules.account_from(stored)
        for line in said:
            account = rules.merged(account, line)
        stated.append(rules.account_as_json(account))
    for row, blob in zip(rows, vault.seal_values(stated, context="filing.account"), strict=True):
        row.sealed = blob
    Account.objects.bulk_update(rows, ["sealed"], batch_size=CHUNK)


def _tips(locked: dict[UUID, Account], *, fresh: Collection[UUID]) -> int:
    """An account with something new to tell gets a tip; one whose tip waited for share records waits no longer."""
    await_shares([locked[pk] for pk in fresh], until=clock.now())
    waiting = list(Tip.objects.select_for_update().filter(account__in=list(locked), state=TipState.AWAITING))
    make_ready(waiting)
    return len(waiting)
