from __future__ import annotations

from typing import ClassVar

from varde.kernels.terms.errors import VardeError


class NothingTold(VardeError):
    """The ledger tells of no such incident; ask for the list of incidents."""

    code: ClassVar[str] = "nothing_told"
    status: ClassVar[int] = 404
