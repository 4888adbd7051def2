from __future__ import annotations

from typing import ClassVar

from varde.kernels.terms.errors import VardeError


class HashSharingRefused(VardeError):
    """The hash sharing document cannot be read: correct what the path names and send it again."""

    code: ClassVar[str] = "hash_sharing_refused"
