"""Who may be the child in an item. A proposal with its grounds; an officer decides."""

from __future__ import annotations

from collections.abc import Sequence

from varde.stages.casework.types import Ground

CHILD_UNDER = 18  # the age that the conventions set for a child; not an age line
SAID_BY_TIP = "self-production"


def by_statement_of_the_tip(grade_reasons: Sequence[str]) -> Ground | None:
    """The platform marked a file as possibly made by the account's own holder."""
    if any(SAID_BY_TIP in reason.casefold().replace("_", "-").replace(" ", "-") for reason in grade_reasons):
        return Ground("tip_says_self_produced", "The tip marks a file as possibly made by the account's own holder.")
    return None


def by_first_sender(age: int | None, *, is_first: bool) -> Ground | None:
    """A child who is the first known sender of an item may be the one depicted in it."""
    if is_first and age is not None and age < CHILD_UNDER:
        return Ground("child_sent_first", f"The first known sender of this item, {age} years old at the time.")
    return None
