"""The contexts under which this stage seals its columns."""

from __future__ import annotations

from varde.keeps.vault import face as vault

DOCUMENT = "clearing/report-xml"
DETAILS = "clearing/file-details-xml"
ACCOUNT = "clearing/account"


def account_mark(platform: str, account: str) -> bytes:
    """A keyed mark of an account, so that tips on the same one are found without storing it in clear."""
    parts = (platform.casefold().encode(), account.encode())
    return vault.mark(b"".join(len(part).to_bytes(4, "big") + part for part in parts), context=ACCOUNT)
