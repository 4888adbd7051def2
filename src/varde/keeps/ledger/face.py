"""What others may call."""

from __future__ import annotations

from varde.keeps.ledger.acts.record import record
from varde.keeps.ledger.kinds import Kind
from varde.keeps.ledger.queries import entries, head_seq, verify
from varde.keeps.ledger.types import ChainChecked, Entry, Facts

__all__ = ["ChainChecked", "Entry", "Facts", "Kind", "entries", "head_seq", "record", "verify"]
