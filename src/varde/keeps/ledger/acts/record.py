from __future__ import annotations

import json
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from varde.keeps.ledger.errors import LedgerOutsideTransaction
from varde.keeps.ledger.kinds import Kind
from varde.keeps.ledger.models import LedgerEntry, LedgerHead
from varde.keeps.ledger.rules import DOMAIN, before_number
from varde.keeps.ledger.types import Facts
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor

# One statement, since every act makes it: the head moves on, its row stays locked, and what was made of it is entered.
# The hash is rules.chained() in the database's words; `verify` computes it anew in Python.
_APPEND = f"""
WITH moved AS (
    UPDATE {LedgerHead._meta.db_table}
    SET seq = seq + 1, hash = sha256(%s::bytea || hash || %s::bytea || convert_to((seq + 1)::text || '}}', 'UTF8'))
    WHERE id = 1
    RETURNING seq, hash
)
INSERT INTO {LedgerEntry._meta.db_table} (seq, kind, about, "by", at, facts, hash)
SELECT seq, %s, %s, %s, %s, %s::jsonb, hash FROM moved
RETURNING seq
"""  # noqa: S608, SLF001  our own tables' names


def record(kind: Kind, *, about: UUID | str, by: Actor, facts: Facts | None = None) -> int:
    """Append one entry inside the caller's transaction and answer its number.

    The chain's end is locked until that transaction ends: record as the last thing of an act, after its other locks.
    `facts` is JSON (dates and UUIDs are written as text) and holds codes, counts and ids, never evidence or names.
    """
    if not connection.in_atomic_block:
        raise LedgerOutsideTransaction(kind)
    written = json.dumps(facts or {}, cls=DjangoJSONEncoder)
    at = clock.now()
    before = before_number(kind, about=str(about), by=str(by), at=at, facts=json.loads(written))
    with connection.cursor() as cursor:
        cursor.execute(_APPEND, [DOMAIN, before, kind.value, str(about), str(by), at, written])
        (seq,) = cursor.fetchone()
    return int(seq)
