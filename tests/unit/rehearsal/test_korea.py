from __future__ import annotations

from collections import Counter
from functools import cache

from rehearsal import korea, truth
from rehearsal.put_in import put_in
from rehearsal.truth import PersonRole, Truth


@cache
def full() -> Truth:
    return korea.make(scale=1, seed=7)


def test_the_same_seed_makes_the_same_truth() -> None:
    small = [list(truth.render(korea.make(scale=0.1, seed=seed))) for seed in (3, 3, 4)]
    assert small[0] == small[1]
    assert small[0] != small[2]


def test_the_figures_are_the_published_ones() -> None:
    figures = put_in(full(), place=lambda address: address.postcode)
    roles = Counter(person.role for person in full().persons)
    assert figures["suspects"] == 117
    assert figures["below_age_line"] == 33
    assert figures["waves"] == [{"wave": 1, "suspects": 117}]
    assert roles == {PersonRole.SELF_DEPICTED: 33, PersonRole.MINOR_CONDUCT: 10, PersonRole.SELLER: 1, PersonRole.SHARER: 73}
    assert set(full().platforms) == {"harbour", "quay"}


def test_children_who_filmed_themselves_pass_on_their_own_items_first() -> None:
    children = {person.id for person in full().persons if person.role is PersonRole.SELF_DEPICTED}
    depicts = {item.id: set(item.depicts) for item in full().items}
    first: dict[str, set[str]] = {}
    for act in full().acts:
        first.setdefault(full().account_by_id[act.account].person, depicts[full().copy_by_id[act.copy].item])
    assert all(child in first[child] for child in children)


def test_the_seller_has_the_most_acts_and_minor_conduct_few() -> None:
    acts = Counter(full().account_by_id[act.account].person for act in full().acts)
    roles = {person.id: person.role for person in full().persons}
    assert roles[acts.most_common(1)[0][0]] is PersonRole.SELLER
    assert all(count <= 2 for person, count in acts.items() if roles[person] is PersonRole.MINOR_CONDUCT)


def test_the_files_stay_few() -> None:
    assert len(full().copies) <= 250


def test_names_are_written_in_hangul_too() -> None:
    assert all("가" <= letter <= "힣" for person in full().persons for letter in person.native_name or "?")


def test_a_made_truth_passes_the_check_at_any_scale() -> None:
    for scale, seed in ((0.05, 1), (0.1, 2), (0.5, 3)):
        made = korea.make(scale=scale, seed=seed)
        assert truth.parse("\n".join(truth.render(made))) == made
