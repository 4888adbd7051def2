from __future__ import annotations

from uuid import UUID

from varde.stages.casework.rules.candidates import groups, likenesses
from varde.stages.casework.types import Profile, Strength


def profile(number: int, **known: object) -> Profile:
    stated = {"account": UUID(int=number), "person": UUID(int=100 + number), "label": f"account {number}"} | known
    return Profile(**stated)  # type: ignore[arg-type]


def codes(*profiles: Profile) -> list[tuple[Strength, list[str]]]:
    return [(one.strength, [ground.code for ground in one.grounds]) for one in likenesses(profiles)]


def test_the_same_verified_phone_is_strong_however_it_is_written() -> None:
    one, other = profile(1, verified_phones=("+45 2000 0001",)), profile(2, verified_phones=("+4520000001",))
    assert codes(one, other) == [(Strength.STRONG, ["same_verified_phone"])]


def test_the_same_verified_address_is_strong_in_either_case() -> None:
    one, other = profile(1, verified_emails=("Anna@example.org",)), profile(2, verified_emails=("anna@example.org",))
    assert codes(one, other) == [(Strength.STRONG, ["same_verified_email"])]


def test_name_and_birth_date_together_are_middle_and_neither_is_enough_alone() -> None:
    one, same = profile(1, name="Anna Test", birth_date="2000-01-01"), profile(2, name="anna  test", birth_date="2000-01-01")
    other_day = profile(3, name="Anna Test", birth_date="2000-01-02")
    assert codes(one, same, other_day) == [(Strength.MIDDLE, ["same_name_and_birth_date"])]


def test_alike_screen_names_are_weak_and_say_how_alike() -> None:
    (found,) = likenesses([profile(1, screen_names=("nordlys99",)), profile(2, screen_names=("Nordlys_99",))])
    assert (found.strength, found.grounds[0].sentence) == (Strength.WEAK, "The screen names are 95 % alike.")


def test_short_screen_names_and_different_ones_are_no_candidates() -> None:
    assert (
        codes(profile(1, screen_names=("mia",)), profile(2, screen_names=("mia",)), profile(3, screen_names=("quite other",)))
        == []
    )


def test_several_grounds_make_one_candidate_as_strong_as_the_strongest() -> None:
    both = {"name": "Anna Test", "birth_date": "2000-01-01", "verified_phones": ("+4520000001",)}
    assert codes(profile(1, **both), profile(2, **both)) == [
        (Strength.STRONG, ["same_verified_phone", "same_name_and_birth_date"])
    ]


def test_accounts_of_one_person_and_dismissed_pairs_are_left_out() -> None:
    one, other = profile(1, verified_phones=("1",)), profile(2, verified_phones=("1",))
    assert likenesses([one, other], not_same={frozenset((one.account, other.account))}) == []
    assert likenesses([one, profile(2, verified_phones=("1",), person=one.person)]) == []


def test_a_family_phone_of_many_accounts_gives_few_candidates() -> None:
    assert len(likenesses([profile(number, verified_phones=("1",)) for number in range(20)])) == 19


def test_the_same_pair_has_the_same_id_whichever_comes_first() -> None:
    one, other = profile(1, verified_phones=("1",)), profile(2, verified_phones=("1",))
    assert likenesses([one, other])[0].id == likenesses([other, one])[0].id


def test_candidates_that_hang_together_are_one_group() -> None:
    chain = [profile(1, verified_phones=("1",)), profile(2, verified_phones=("1", "2")), profile(3, verified_phones=("2",))]
    pair = [profile(4, verified_phones=("3",)), profile(5, verified_phones=("3",))]
    assert sorted(len(group) for group in groups(likenesses([*chain, *pair]))) == [1, 2]
