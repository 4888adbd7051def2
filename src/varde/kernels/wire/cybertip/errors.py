"""Why a document or an answer was refused."""

from __future__ import annotations

from typing import ClassVar

from varde.kernels.terms.errors import VardeError


class WireRefused(VardeError):
    """The CyberTip document was refused: correct what the path names and send it again."""

    code: ClassVar[str] = "wire_refused"

    def __init__(self, response_code: int, path: str, cause: str) -> None:
        self.response_code = response_code  # what the clearinghouse answers: 4000, 4100, 4110
        self.path = path
        self.cause = cause
        super().__init__(f"{response_code}: {path}: {cause}")


class AnswerUnreadable(VardeError):
    """The clearinghouse's answer cannot be read: keep its status and Request-ID, and treat the call as not answered."""

    code: ClassVar[str] = "answer_unreadable"
    status: ClassVar[int] = 502
