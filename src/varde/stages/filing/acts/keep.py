from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from varde.keeps.vault import face as vault
from varde.kernels.terms.ids import ObjectId
from varde.kernels.wire.account import AccountData
from varde.kernels.wire.acts import ShareAct
from varde.stages.filing import rules
from varde.stages.filing.models import Account, Act, ShareImport

CHUNK = 2000


@dataclass(frozen=True, slots=True)
class NewAct:
    """An act to be kept, if it is not known yet."""

    account: Account
    item: ObjectId
    act: ShareAct


@dataclass(frozen=True, slots=True)
class Kept:
    """Which of the given acts were new, and which known ones gained an address; both are to be told."""

    new: tuple[NewAct, ...]
    enriched: tuple[NewAct, ...]


def keep_accounts(names: Iterable[str]) -> dict[str, Account]:
    """The rows of these accounts, made where they are missing."""
    wanted = list(dict.fromkeys(names))
    marks = dict(zip(wanted, vault.marks([name.encode() for name in wanted], context="filing.account"), strict=True))
    have = _by_mark(marks.values())
    missing = [name for name in wanted if marks[name] not in have]
    if missing:
        data = [rules.account_as_json(AccountData(esp_identifier=name)) for name in missing]
        sealed = vault.seal_values(data, context="filing.account")
        new = [Account(mark=marks[name], sealed=blob) for name, blob in zip(missing, sealed, strict=True)]
        Account.objects.bulk_create(new, ignore_conflicts=True, batch_size=CHUNK)
        have = _by_mark(marks.values())
    return {name: have[mark] for name, mark in marks.items()}


def _by_mark(marks: Iterable[bytes]) -> dict[bytes, Account]:
    return {bytes(row.mark): row for row in Account.objects.filter(mark__in=list(marks))}


def keep_acts(acts: Collection[NewAct], *, report: UUID | None, share_import: ShareImport | None) -> Kept:
    """Keep acts of locked accounts; the same act is kept once, and an address that was missing is added to it."""
    messages = vault.marks([one.act.message.encode() for one in acts], context="filing.message")
    given = {(one.account.pk, mark, one.item): one for one, mark in zip(acts, messages, strict=True)}
    known = _known({one.account.pk for one in acts}, set(messages))
    new = {key: one for key, one in given.items() if key not in known}
    sealed = vault.seal_values([rules.act_as_json(one.act) for one in new.values()], context="filing.act")
    rows = [
        Act(
            account_id=account,
            message_mark=message,
            item_id=item,
            sent_at=one.act.sent_at,
            sealed=blob,
            has_ip=one.act.ip is not None,
            report=report,
            share_import=share_import,
        )
        for ((account, message, item), one), blob in zip(new.items(), sealed, strict=True)
    ]
    Act.objects.bulk_create(rows, batch_size=CHUNK)
    enriched = {k: one for k, one in given.items() if k in known and one.act.ip is not None and not known[k].has_ip}
    _enrich({known[key].pk: one for key, one in enriched.items()}, share_import=share_import)
    return Kept(tuple(new.values()), tuple(enriched.values()))


def _known(accounts: Collection[UUID], messages: Collection[bytes]) -> dict[tuple[UUID, bytes, ObjectId], Act]:
    rows = Act.objects.filter(account__in=accounts, message_mark__in=messages).only(
        "account_id", "message_mark", "item_id", "has_ip"
    )
    return {(row.account_id, bytes(row.message_mark), ObjectId(row.item_id)): row for row in rows}


def _enrich(acts: dict[int, NewAct], *, share_import: ShareImport | None) -> None:
    """An act that was told without its address is told again with it."""
    sealed = vault.seal_values([rules.act_as_json(one.act) for one in acts.values()], context="filing.act")
    for (pk, one), blob in zip(acts.items(), sealed, strict=True):
        Act.objects.filter(pk=pk).update(
            sealed=blob, sent_at=one.act.sent_at, has_ip=True, share_import=share_import, told_in=None
        )
