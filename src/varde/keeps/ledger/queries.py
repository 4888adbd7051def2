from __future__ import annotations

from collections.abc import Collection, Iterator
from uuid import UUID

from varde.keeps.ledger.kinds import Kind
from varde.keeps.ledger.models import LedgerEntry, LedgerHead
from varde.keeps.ledger.rules import GENESIS, chained
from varde.keeps.ledger.types import ChainChecked, Entry


def entries(
    kinds: Collection[Kind] = (), *, about: UUID | str | None = None, after: int = 0, by: str | None = None
) -> Iterator[Entry]:
    """Entries in order, of the kinds named (all when none is), about one thing when it is named."""
    rows = LedgerEntry.objects.filter(seq__gt=after).order_by("seq")
    if kinds:
        rows = rows.filter(kind__in=[str(kind) for kind in kinds])
    if about is not None:
        rows = rows.filter(about=str(about))
    if by is not None:
        rows = rows.filter(by=by)
    return (row.entry() for row in rows.iterator(chunk_size=2000))


def head_seq() -> int:
    """The number of the last entry; 0 before the first."""
    return LedgerHead.objects.values_list("seq", flat=True).get(id=1)


def verify() -> ChainChecked:
    """Read the whole chain and recompute every hash."""
    previous, expected = GENESIS, 0
    for row in LedgerEntry.objects.order_by("seq").iterator(chunk_size=2000):
        expected += 1
        following = chained(previous, row.entry())
        if row.seq != expected or following != bytes(row.hash):
            return ChainChecked(expected - 1, row.seq, previous)
        previous = following
    head = LedgerHead.objects.get(id=1)
    broken = None if (head.seq, bytes(head.hash)) == (expected, previous) else expected + 1
    return ChainChecked(expected, broken, previous)
