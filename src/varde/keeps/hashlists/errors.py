from __future__ import annotations

from varde.kernels.terms.errors import VardeError


class NoSuchList(VardeError):
    """There is no hash list of this name; add it first."""

    code = "no_such_list"
    status = 404


class ListExists(VardeError):
    """There is a hash list of this name with another source already; choose another name."""

    code = "list_exists"
    status = 409


class NoSuchEntry(VardeError):
    """There is no such entry; check its id."""

    code = "no_such_entry"
    status = 404


class EntryUnreadable(VardeError):
    """This is not a fingerprint that a list can hold; give algorithm and hexadecimal value, and for MD5 the size in bytes."""

    code = "entry_unreadable"
    status = 422


class ListUnreadable(VardeError):
    """The list cannot be read and nothing of it was taken; correct the lines that are named and send it again."""

    code = "list_unreadable"
    status = 422


class EntryWithdrawn(VardeError):
    """The entry was withdrawn and stays so; propose it anew if it is right after all."""

    code = "entry_withdrawn"
    status = 409


class EntryDisputed(VardeError):
    """The entry is disputed; the organisation that disputes it has to attest it, or withdraw it."""

    code = "entry_disputed"
    status = 409


class NotYourVoice(VardeError):
    """A peer speaks for its own organisation only; let the other organisation attest for itself."""

    code = "not_your_voice"
    status = 403


class IndexNotLoaded(VardeError):
    """The lists' index is not loaded yet, so nobody can say whether there is a match; ask again after Retry-After."""

    code = "index_not_loaded"
    status = 503


class IndexUnusable(VardeError):
    """The lists' index turned out damaged, so nobody can say whether there is a match; it is made anew, ask again."""

    code = "index_unusable"
    status = 503
