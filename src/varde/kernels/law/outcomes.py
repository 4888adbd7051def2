"""What a disposition becomes when it travels back: a code, never a name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from varde.kernels.law.types import Disposition
from varde.kernels.terms.outcomes import OutcomeCode

# A child's protection travels as "closed, other": the platform must not learn that an account holder is a child or is depicted.
# "Booked without detention" and "charged" are no arrest; an acquittal says nothing about the tip, so it is "closed, other" too.
OUTCOME_OF: Mapping[Disposition, OutcomeCode] = MappingProxyType(
    {
        Disposition.OPEN: OutcomeCode.ONGOING,
        Disposition.NOT_CRIMINAL_HERE: OutcomeCode.CLOSED_NO_CRIME,
        Disposition.BELOW_AGE: OutcomeCode.CLOSED_OTHER,
        Disposition.DEPICTED_CHILD_PROTECTION: OutcomeCode.CLOSED_OTHER,
        Disposition.NOT_BOOKED_MINOR_CONDUCT: OutcomeCode.CLOSED_NO_PROSECUTORIAL_MERIT,
        Disposition.PUBLIC_INTEREST_CLOSURE: OutcomeCode.CLOSED_NO_PROSECUTORIAL_MERIT,
        Disposition.CHARGE_DROPPED: OutcomeCode.CLOSED_NO_PROSECUTORIAL_MERIT,
        Disposition.PILOT_CASE: OutcomeCode.ONGOING,
        Disposition.HELD_FOR_PILOT: OutcomeCode.ONGOING,
        Disposition.BOOKED_WITHOUT_DETENTION: OutcomeCode.ONGOING,
        Disposition.CHARGED: OutcomeCode.ONGOING,
        Disposition.FINED: OutcomeCode.CONVICTION,
        Disposition.SUSPENDED_SENTENCE: OutcomeCode.CONVICTION,
        Disposition.CUSTODIAL: OutcomeCode.CONVICTION,
        Disposition.ACQUITTED: OutcomeCode.CLOSED_OTHER,
        Disposition.COMPENSATION_ORDERED: OutcomeCode.CLOSED_OTHER,
        Disposition.TRANSFERRED: OutcomeCode.REFERRED,
        Disposition.MERGED: OutcomeCode.ONGOING,
    }
)


def outcome_of(disposition: Disposition) -> OutcomeCode:
    """The code that tells a sender what came of a tip, without telling about whom."""
    return OUTCOME_OF[disposition]
