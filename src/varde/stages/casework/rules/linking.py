"""Which account belongs to which person after some were moved.

Every person who has accounts has their own one, the account they began with. When that one leaves, the others go together to the
own person of the oldest among them. So unlinking always ends where the accounts began.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Held:
    """An account, who it began with, and whose it is now."""

    account: UUID
    own: UUID
    person: UUID


@dataclass(frozen=True, slots=True)
class Move:
    """An account goes from one person to another."""

    account: UUID
    source: UUID
    target: UUID


def moves_to(held: Collection[Held], *, accounts: Collection[UUID], target: UUID) -> list[Move]:
    """Moves that bring `accounts` to `target`. `held`: all accounts of every person touched, oldest first."""
    return _settled(held, dict.fromkeys(accounts, target))


def moves_back(held: Collection[Held], *, accounts: Collection[UUID]) -> list[Move]:
    """Moves that bring each of `accounts` back to the person it began with."""
    return _settled(held, {one.account: one.own for one in held if one.account in set(accounts)})


def _settled(held: Collection[Held], wished: Mapping[UUID, UUID]) -> list[Move]:
    after = {one.account: wished.get(one.account, one.person) for one in held}
    owned = {one.own: one.account for one in held}
    for person in dict.fromkeys(after.values()):
        members = [one for one in held if after[one.account] == person]
        if after.get(owned.get(person, members[0].account)) != person:
            after |= {one.account: members[0].own for one in members}
            continue
        if any(wished.get(one.account) == one.own == person for one in members):
            after |= _left_behind(members, person=person, wished=wished)
    return [Move(one.account, one.person, after[one.account]) for one in held if after[one.account] != one.person]


def _left_behind(members: list[Held], *, person: UUID, wished: Mapping[UUID, UUID]) -> dict[UUID, UUID]:
    """The own account was called back to itself: the others, who were not, go on together without it."""
    others = [one for one in members if one.account not in wished]
    return {one.account: others[0].own for one in others if one.person == person}
