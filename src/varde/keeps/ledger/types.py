from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from varde.keeps.ledger.kinds import Kind

Facts = Mapping[str, Any]  # JSON: str, int, float, bool, None, lists and maps of these


@dataclass(frozen=True, slots=True)
class Entry:
    """One act, as recorded. `seq` counts from 1 without gaps."""

    seq: int
    kind: Kind
    about: str
    by: str
    at: datetime
    facts: Facts


@dataclass(frozen=True, slots=True)
class ChainChecked:
    """Outcome of reading the whole chain: how many entries hold, and the first that does not."""

    entries: int
    broken_at: int | None
    head: bytes

    @property
    def holds(self) -> bool:
        """True when every entry follows from the one before."""
        return self.broken_at is None
