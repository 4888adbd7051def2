from __future__ import annotations

import json
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from varde.keeps.ledger.errors import LedgerOutsideTransaction
from varde.keeps.ledger.kinds import Kind
from varde.keeps.ledger.models import LedgerEntry, LedgerHead
from varde.keeps.ledger.rules import chained
from varde.keeps.ledger.types import Entry, Facts
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor


def record(kind: Kind, *, about: UUID | str, by: Actor, facts: Facts | None = None) -> int:
    """Append one entry inside the caller's transaction and answer its number.

    The chain's end is locked until that transaction ends: record as the last thing of an act, after its other locks.
    `facts` is JSON (dates and UUIDs are written as text) and holds codes, counts and ids, never evidence or names.
    """
    if not connection.in_atomic_block:
        raise LedgerOutsideTransaction(kind)
    plain = json.loads(json.dumps(facts or {}, cls=DjangoJSONEncoder))
    head = LedgerHead.objects.select_for_update().get(id=1)
    entry = Entry(head.seq + 1, kind, str(about), str(by), clock.now(), plain)
    head.seq, head.hash = entry.seq, chained(bytes(head.hash), entry)
    head.save()
    LedgerEntry.objects.create(seq=entry.seq, kind=kind, about=entry.about, by=entry.by, at=entry.at, facts=plain, hash=head.hash)
    return entry.seq
