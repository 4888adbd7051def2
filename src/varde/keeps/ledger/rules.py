"""How an entry is hashed: SHA-256 over the previous hash and the entry's canonical JSON."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

from varde.keeps.ledger.kinds import Kind
from varde.keeps.ledger.types import Entry, Facts

DOMAIN = b"varde/ledger/1\x00"
GENESIS = bytes(32)


def canonical(entry: Entry) -> bytes:
    """UTF-8 JSON with sorted keys and no spaces; the time in UTC with microseconds."""
    before = before_number(entry.kind, about=entry.about, by=entry.by, at=entry.at, facts=entry.facts)
    return before + f"{entry.seq}}}".encode()


def before_number(kind: Kind, *, about: str, by: str, at: datetime, facts: Facts) -> bytes:
    """The canonical JSON as far as it is known before the entry has its number: `seq` is the last key in their order."""
    when = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    record = {"kind": kind, "about": about, "by": by, "at": when, "facts": facts}
    written = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return f'{written[:-1]},"seq":'.encode()


def chained(previous: bytes, entry: Entry) -> bytes:
    """The 32-byte hash of `entry` standing behind an entry whose hash is `previous`."""
    return hashlib.sha256(DOMAIN + previous + canonical(entry)).digest()
