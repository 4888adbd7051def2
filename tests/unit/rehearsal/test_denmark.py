from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache

import pytest

from rehearsal import denmark, truth
from rehearsal.errors import ScaleRefused
from rehearsal.put_in import put_in, suspects
from rehearsal.truth import PersonRole, QuirkName, Truth


@cache
def full() -> Truth:
    return denmark.make(scale=1, seed=7)


def postcode(address: truth.Address) -> str:
    return address.postcode


def test_the_same_seed_makes_the_same_truth() -> None:
    small = [list(truth.render(denmark.make(scale=0.1, seed=seed))) for seed in (3, 3, 4)]
    assert small[0] == small[1]
    assert small[0] != small[2]


def test_the_figures_are_the_published_ones() -> None:
    figures = put_in(full(), place=postcode)
    assert figures["suspects"] == 1004
    assert figures["acts"] == 5200
    assert figures["items"] == 3
    assert figures["sex"] == {"female": 200, "male": 800, "unknown": 4}
    assert figures["below_age_line"] == 0
    assert figures["waves"] == [{"wave": 1, "suspects": 954}, {"wave": 2, "suspects": 50}]


def test_most_are_fifteen_to_twenty() -> None:
    ages = {int(age): count for age, count in put_in(full(), place=postcode)["age_at_first_act"].items()}
    assert min(ages) == 15
    assert max(ages) < 30
    assert sum(count for age, count in ages.items() if age <= 20) > 800


def test_most_share_a_couple_of_times_and_a_few_hundreds() -> None:
    spread = dict(put_in(full(), place=postcode)["acts_per_suspect"])
    assert spread[1] + spread[2] > 502
    assert 3 <= sum(count for acts, count in spread.items() if acts >= 200) <= 10


def test_the_districts_are_the_preliminary_split() -> None:
    districts = put_in(full())["district"]
    assert sorted(districts.values()) == [1, 3, 20, 34, 35, 47, 50, 55, 62, 77, 151, 183, 286]
    assert districts["none"] == 3
    assert districts["dk-nordsjaelland"] == 286
    assert districts["dk-groenland"] == 1


def test_every_sharer_had_it_from_an_earlier_one() -> None:
    roots = {quirk.about for quirk in full().quirks if quirk.quirk is QuirkName.ROOT}
    received: set[str] = set()
    for act in full().acts:
        assert act.account in received | roots
        received.update(act.recipients)
    assert len(roots) == 2


def test_every_item_and_every_copy_goes_around() -> None:
    for seed in (1, 2, 5):
        made = denmark.make(scale=1, seed=seed)
        items = Counter(made.copy_by_id[act.copy].item for act in made.acts)
        assert len(made.copies) == 13
        assert min(items.values()) > 400


def test_most_recipients_never_shared() -> None:
    names = {name for act in full().acts for name in act.recipients}
    outside = names - set(full().account_by_id)
    assert len(outside) > len(names) / 2


def test_verified_contacts_link_a_persons_accounts_and_nothing_else() -> None:
    holders: dict[str, set[str]] = defaultdict(set)
    for account in full().accounts:
        for phone in account.phones:
            holders[phone.number] |= {account.person} if phone.verified else set()
        for email in account.emails:
            holders[email.address] |= {account.person} if email.verified else set()
    assert all(len(persons) == 1 for persons in holders.values())
    assert sum(len(suspect.accounts) > 1 for suspect in suspects(full())) == 36


def test_a_birthday_at_midnight_misleads_in_utc() -> None:
    about = {quirk.about for quirk in full().quirks if quirk.quirk is QuirkName.BIRTHDAY_AT_MIDNIGHT}
    born = {person.id: person.birth_date for person in full().persons}
    found = [suspect for suspect in suspects(full()) if suspect.accounts[0].person in about]
    days = [(suspect.first_act.day, birth.day) for suspect in found if (birth := born[suspect.accounts[0].person])]
    assert len(days) == 8
    assert all(day != birthday for day, birthday in days)


def test_a_made_truth_passes_the_check_at_any_scale() -> None:
    for scale, seed in ((0.01, 1), (0.1, 2), (0.3, 3)):
        made = denmark.make(scale=scale, seed=seed)
        assert truth.parse("\n".join(truth.render(made))) == made


def test_a_tenth_has_a_hundred_sharers() -> None:
    made = denmark.make(scale=0.1, seed=1)
    assert put_in(made, place=postcode)["suspects"] == 100
    assert sum(person.role is PersonRole.DEPICTED for person in made.persons) == 2
    assert any(report.late for report in made.reports)
    assert any(report.deliveries > 1 for report in made.reports)


@pytest.mark.parametrize("scale", [0, -1, 11, float("nan")])
def test_a_scale_out_of_range_is_refused(scale: float) -> None:
    with pytest.raises(ScaleRefused):
        denmark.make(scale=scale, seed=1)
