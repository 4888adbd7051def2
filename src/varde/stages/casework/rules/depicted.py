"""Who may be the child in an item. A proposal with its grounds; an officer decides."""

from __future__ import annotations

from varde.stages.casework.types import Ground

CHILD_UNDER = 18  # the age that the conventions set for a child; not an age line


def by_mark_of_the_file(age: int | None, *, is_marked: bool, is_first: bool) -> Ground | None:
    """A tip marks the file as possibly filmed by the child: any child who sent it may be that child.

    Where the age is not known, only the first known sender.
    """
    may_be_the_child = is_first if age is None else age < CHILD_UNDER
    if not (is_marked and may_be_the_child):
        return None
    old = "of unknown age" if age is None else f"{age} years old"
    return Ground("tip_says_self_produced", f"A tip marks the file as possibly filmed by the child; this sender was {old} then.")


def by_first_sender(age: int | None, *, is_first: bool) -> Ground | None:
    """A child who is the first known sender of an item may be the one depicted in it."""
    if is_first and age is not None and age < CHILD_UNDER:
        return Ground("child_sent_first", f"The first known sender of this item, {age} years old at the time.")
    return None
