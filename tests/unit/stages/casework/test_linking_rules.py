from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from varde.stages.casework.rules.linking import Held, Move, moves_back, moves_to

SIX = 6
accounts = st.sets(st.integers(0, SIX - 1), min_size=1)
steps = st.lists(st.tuples(st.booleans(), accounts, st.integers(0, SIX - 1)), max_size=12)


def account(number: int) -> UUID:
    return UUID(int=1000 + number)


def person(number: int) -> UUID:
    return UUID(int=2000 + number)


def begun() -> list[Held]:
    return [Held(account(number), person(number), person(number)) for number in range(SIX)]


def after(held: Sequence[Held], moves: Sequence[Move]) -> list[Held]:
    now = {move.account: move.target for move in moves}
    return [Held(one.account, one.own, now.get(one.account, one.person)) for one in held]


def step(held: list[Held], *, is_link: bool, chosen: set[int], target: int) -> list[Held]:
    named = [account(number) for number in chosen]
    if is_link and person(target) in {one.person for one in held}:
        return after(held, moves_to(held, accounts=named, target=person(target)))
    return after(held, moves_back(held, accounts=named))


@given(steps)
def test_every_person_who_has_accounts_has_their_own(taken: list[tuple[bool, set[int], int]]) -> None:
    held = begun()
    for is_link, chosen, target in taken:
        held = step(held, is_link=is_link, chosen=chosen, target=target)
        where = {one.own: one.person for one in held}
        assert all(where[one.person] == one.person for one in held)


@given(steps)
def test_unlinking_everything_ends_where_it_began(taken: list[tuple[bool, set[int], int]]) -> None:
    held = begun()
    for is_link, chosen, target in taken:
        held = step(held, is_link=is_link, chosen=chosen, target=target)
    assert after(held, moves_back(held, accounts=[one.account for one in held])) == begun()


@given(accounts, st.integers(0, SIX - 1))
def test_linking_then_unlinking_the_same_accounts_restores_all(chosen: set[int], target: int) -> None:
    named = [account(number) for number in chosen]
    linked = after(begun(), moves_to(begun(), accounts=named, target=person(target)))
    assert after(linked, moves_back(linked, accounts=named)) == begun()


@given(steps, accounts)
def test_an_unlinked_account_is_alone_with_its_own_person(taken: list[tuple[bool, set[int], int]], chosen: set[int]) -> None:
    held = begun()
    for is_link, linked, target in taken:
        held = step(held, is_link=is_link, chosen=linked, target=target)
    held = after(held, moves_back(held, accounts=[account(number) for number in chosen]))
    for number in chosen:
        assert [one.account for one in held if one.person == person(number)] == [account(number)]
