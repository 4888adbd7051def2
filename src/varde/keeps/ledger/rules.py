"""How an entry is hashed: SHA-256 over the previous hash and the entry's canonical JSON."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC

from varde.keeps.ledger.types import Entry

DOMAIN = b"varde/ledger/1\x00"
GENESIS = bytes(32)


def canonical(entry: Entry) -> bytes:
    """UTF-8 JSON with sorted keys and no spaces; the time in UTC with microseconds."""
    at = entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    record = {"seq": entry.seq, "kind": entry.kind, "about": entry.about, "by": entry.by, "at": at, "facts": entry.facts}
    return json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def chained(previous: bytes, entry: Entry) -> bytes:
    """The 32-byte hash of `entry` standing behind an entry whose hash is `previous`."""
    return hashlib.sha256(DOMAIN + previous + canonical(entry)).digest()
