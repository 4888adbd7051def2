from __future__ import annotations

from varde.kernels.terms.errors import VardeError


class ReviewUnknown(VardeError):
    """This matter is not in the queue; go back to the queue and choose one."""

    code = "review_unknown"
    status = 404


class ItemUnknown(VardeError):
    """This file does not belong to the matter; choose one of its files."""

    code = "item_unknown"
    status = 404


class AlreadyDecided(VardeError):
    """This matter is decided; nothing more is to be done with it."""

    code = "already_decided"
    status = 409


class ClaimedByAnother(VardeError):
    """Somebody else is working on this matter; take the next one, or wait half an hour."""

    code = "claimed_by_another"
    status = 409


class SecondPersonNeeded(VardeError):
    """You asked for a second person, so somebody else decides this matter."""

    code = "second_person_needed"
    status = 409


class NotLookedAt(VardeError):
    """You did not look at a file in the clear; press Look beside it first, or leave it out."""

    code = "not_looked_at"
    status = 409


class NotUnseen(VardeError):
    """Only an exact match with an entry that two organisations attest may be confirmed unseen; look at this file first."""

    code = "not_unseen"
    status = 409


class NoLongerAttested(VardeError):
    """The list entry that this file matched is no longer in force for two organisations; look at this file first."""

    code = "no_longer_attested"
    status = 409


class NothingConfirmed(VardeError):
    """A report with files that can be looked at is confirmed for at least one of them; choose a file or refuse the report."""

    code = "nothing_confirmed"
    status = 422


class MustStaySealed(VardeError):
    """This file could not be decoded safely and stays sealed; decide by the known facts, or ask a second person."""

    code = "must_stay_sealed"
    status = 409
