from __future__ import annotations

from typing import ClassVar

from varde.kernels.terms.errors import VardeError


class NoSuchIndex(VardeError):
    """There is no saved index here; build it with `varde list build`, or correct the path."""

    code: ClassVar[str] = "no_such_index"
    status: ClassVar[int] = 404


class NotAnIndex(VardeError):
    """Something else lies at this path and was left as it is; name a new folder for the index."""

    code: ClassVar[str] = "not_an_index"
    status: ClassVar[int] = 409


class IndexDamaged(VardeError):
    """The saved index is damaged and was not used; build it again from its lists."""

    code: ClassVar[str] = "index_damaged"
    status: ClassVar[int] = 500


class IndexOfAnotherVersion(VardeError):
    """The saved index was made by another version; build it again from its lists."""

    code: ClassVar[str] = "index_of_another_version"
    status: ClassVar[int] = 409


class IndexNotWritten(VardeError):
    """The index could not be written and the former one stands as it was; make room or correct the rights, then do it again."""

    code: ClassVar[str] = "index_not_written"
    status: ClassVar[int] = 507


class IndexBeingChanged(VardeError):
    """Another process is changing this index; wait until it is done and do it again."""

    code: ClassVar[str] = "index_being_changed"
    status: ClassVar[int] = 409


class EntriesUnreadable(VardeError):
    """These entries do not fit together and none was taken; give each one value, and as many ids and times as values."""

    code: ClassVar[str] = "entries_unreadable"
    status: ClassVar[int] = 422
