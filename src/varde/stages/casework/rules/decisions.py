"""Which decisions fit together, and when a second person must look."""

from __future__ import annotations

from collections.abc import Collection

from varde.kernels.law.outcomes import outcome_of
from varde.kernels.law.types import Disposition, Lane
from varde.kernels.terms.outcomes import OutcomeCode

PROTECTED = frozenset({Lane.BELOW_AGE_LINE, Lane.DEPICTED_CHILD})
ANY_LANE = frozenset({Disposition.OPEN, Disposition.TRANSFERRED, Disposition.MERGED})
LANE_OF = {
    Disposition.NOT_CRIMINAL_HERE: Lane.NOT_CRIMINAL_HERE,
    Disposition.BELOW_AGE: Lane.BELOW_AGE_LINE,
    Disposition.DEPICTED_CHILD_PROTECTION: Lane.DEPICTED_CHILD,
}
ONLY_AS_PROPOSED = frozenset({Disposition.NOT_BOOKED_MINOR_CONDUCT})  # few countries know it, and an officer must find it
AGAINST_SOMEBODY = frozenset(
    {
        Disposition.BOOKED_WITHOUT_DETENTION,
        Disposition.CHARGED,
        Disposition.FINED,
        Disposition.SUSPENDED_SENTENCE,
        Disposition.CUSTODIAL,
        Disposition.COMPENSATION_ORDERED,
    }
)


def departs(lane: Lane, *, proposed: Lane) -> bool:
    """Whether a lane is another one than the rules propose; then a reason must be written down."""
    return lane is not proposed


def second_for_lane(lane: Lane, *, proposed: Lane, law_asks: bool) -> tuple[str, ...]:
    """Why a second person must confirm this lane; empty when one suffices."""
    reasons = []
    if law_asks:
        reasons.append("the law's tables ask for a second person here")
    if proposed in PROTECTED and lane not in PROTECTED:
        reasons.append("a person whom the rules would protect is to leave protection")
    if proposed is Lane.NEEDS_FACTS and lane is Lane.PROCEDURE:
        reasons.append("facts are missing on which the age line depends")
    return tuple(reasons)


def fits(disposition: Disposition, *, lane: Lane | None) -> bool:
    """Whether a disposition may follow a decided lane; protection never ends in anything against the child."""
    if disposition in ANY_LANE:
        return True
    return lane is LANE_OF.get(disposition, Lane.PROCEDURE)


def offered(*, lane: Lane | None, may_end_as: Collection[Disposition]) -> tuple[Disposition, ...]:
    """What an officer can choose from: first what the law's tables know for the proposal, then the rest that fits the lane."""
    rest = [each for each in Disposition if each not in may_end_as and each not in ONLY_AS_PROPOSED]
    return tuple(each for each in (*may_end_as, *rest) if fits(each, lane=lane))


def second_for_disposition(disposition: Disposition, *, below_line_acts: int | None) -> tuple[str, ...]:
    """Why a second person must confirm this disposition; empty when one suffices."""
    if disposition not in AGAINST_SOMEBODY:
        return ()
    if below_line_acts is None:
        return ("the age at the acts is not known",)
    return (f"{below_line_acts} of the acts were committed below the age line",) if below_line_acts else ()


def outcome_code(disposition: Disposition) -> OutcomeCode:
    """What travels back, as the letter spells it: never an age, never that somebody is depicted."""
    return outcome_of(disposition)
