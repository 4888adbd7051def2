"""The contexts under which this stage seals its columns."""

from __future__ import annotations

import json

from varde.keeps.vault import face as vault

DOCUMENT = "clearing/report-xml"
DETAILS = "clearing/file-details-xml"
ACCOUNT = "clearing/account"
UNREAD = "clearing/unread-lines"


def account_mark(platform: str, account: str) -> bytes:
    """A keyed mark of an account, so that tips on the same one are found without storing it in clear."""
    parts = (platform.casefold().encode(), account.encode())
    return vault.mark(b"".join(len(part).to_bytes(4, "big") + part for part in parts), context=ACCOUNT)


def sealed_lines(lines: tuple[str, ...]) -> bytes | None:
    """Lines that could not be read, sealed; None when there are none."""
    return vault.seal_value(json.dumps(lines).encode(), context=UNREAD) if lines else None


def opened_lines(sealed: bytes | memoryview | None) -> tuple[str, ...]:
    """The lines again."""
    return tuple(json.loads(vault.open_value(bytes(sealed), context=UNREAD))) if sealed else ()
