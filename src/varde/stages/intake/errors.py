from __future__ import annotations

from varde.kernels.terms.errors import VardeError


class IdempotencyConflict(VardeError):
    """This Idempotency-Key was used for another report; send a new key with a new report."""

    code = "idempotency_conflict"
    status = 409


class AttachmentUnknown(VardeError):
    """An attached file is not here, or lay unclaimed for more than a day; send the file again and use its new id."""

    code = "attachment_unknown"
    status = 422


class FileEmpty(VardeError):
    """The file has no bytes; send the file's content as the request's body."""

    code = "file_empty"
    status = 422


class FileTorn(VardeError):
    """The file broke off before its announced end and was not taken; send it again."""

    code = "file_torn"
    status = 400


class CaseNotFound(VardeError):
    """No case has this number and PIN; check both for typing errors."""

    code = "case_not_found"
    status = 404
