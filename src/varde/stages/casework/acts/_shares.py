"""Acts: who sent which item to whom, each once however many tips tell of it."""

from __future__ import annotations

from collections.abc import Mapping

from varde.kernels.wire.letters import Referral
from varde.stages.casework.acts._items import Files
from varde.stages.casework.models import Account, Act, ActSource, Incident, ReceivedReferral, Recipient

Key = tuple[str, bytes]


def add_shares(
    referral: Referral, *, incident: Incident, account: Account, received: ReceivedReferral, files: Files
) -> list[Act]:
    """Add the acts not known yet and answer those; write down that this referral tells of all of them."""
    told = {(act.message, files.marks[act.item_sha256]): act for act in referral.acts}
    known = _known(account, told)
    fresh = {
        key: Act(
            incident=incident,
            account=account,
            item_id=files.item_of[act.item_sha256],
            platform=account.platform,
            service=account.service,
            message=act.message,
            sha_mark=key[1],
            sent_at=act.sent_at,
            recipients_count=len(set(act.recipients)),
            ip=act.ip,
            port=act.port,
        )
        for key, act in told.items()
        if key not in known
    }
    if fresh:
        Act.objects.bulk_create(fresh.values())
        Recipient.objects.bulk_create(
            Recipient(act=act, name=name) for key, act in fresh.items() for name in dict.fromkeys(told[key].recipients)
        )
    sources = (ActSource(act=act, referral=received, disputed=act.account_id != account.pk) for act in (known | fresh).values())
    ActSource.objects.bulk_create(sources)
    return list(fresh.values())


def _known(account: Account, told: Mapping[Key, object]) -> dict[Key, Act]:
    if not told:
        return {}
    messages = {message for message, _ in told}
    rows = Act.objects.filter(platform=account.platform, service=account.service, message__in=messages)
    return {key: row for row in rows if (key := (row.message, bytes(row.sha_mark))) in told}
