"""The head of every error in the house."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar


class VardeError(Exception):
    """Something was refused.

    The docstring's first line of each child is the message shown to people: it states the fact and says what to do.
    `code` is for machines, `status` is the HTTP status a door answers with. An error carries neither evidence nor a person;
    `detail` may name a field, a limit or an id. `alarming`: a step that fails so is told to people at the first failure;
    `wait`: how long whoever refused asks us to wait before we try again.
    """

    code: ClassVar[str] = "varde_error"
    status: ClassVar[int] = 400
    alarming: ClassVar[bool] = False
    wait: timedelta = timedelta()

    def __init__(self, detail: str = "") -> None:
        self.detail = detail
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """The class's one-sentence docstring, with the detail behind it when there is one."""
        fact = (type(self).__doc__ or self.code).strip().splitlines()[0]
        return f"{fact} ({self.detail})" if self.detail else fact
