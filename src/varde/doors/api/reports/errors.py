from __future__ import annotations

from varde.kernels.terms.errors import VardeError


class IdempotencyKeyMissing(VardeError):
    """A report needs the header Idempotency-Key; send one with the report, and the same one when the report is sent again."""

    code = "idempotency_key_missing"
    status = 400
    path = "Idempotency-Key"


class BasisUnreadable(VardeError):
    """The legal basis holds a character that cannot be written down; send it as plain words."""

    code = "basis_unreadable"
    status = 422
    path = "basis"
