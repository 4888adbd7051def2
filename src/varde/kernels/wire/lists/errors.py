from __future__ import annotations

from typing import ClassVar

from varde.kernels.terms.errors import VardeError


class NotAList(VardeError):
    """This is no list of fingerprints that can be read; name its format with --format, or look at what it holds."""

    code: ClassVar[str] = "not_a_list"


class AlgorithmUnclear(VardeError):
    """Values of this length may be PDQ or SHA-256; say which with --algorithm."""

    code: ClassVar[str] = "algorithm_unclear"


class ListDamaged(VardeError):
    """The list breaks off or is damaged, and nothing of it was taken; get it again from its source."""

    code: ClassVar[str] = "list_damaged"


class ListRefused(VardeError):
    """The list has bad lines, and nothing of it was taken; correct them, or leave --strict out to take the rest."""

    code: ClassVar[str] = "list_refused"
