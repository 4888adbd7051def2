from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from varde.stages.statistics.registry import COUNTS
from varde.stages.statistics.rules import FOLDS, fold, whole
from varde.stages.statistics.types import Story

NOON = datetime(2016, 5, 10, 12, tzinfo=UTC)
ACCOUNTS = 5


@dataclass(frozen=True)
class Said:
    seq: int
    kind: str
    about: str
    at: datetime
    facts: dict[str, Any]


def said(*told: tuple[str, str, dict[str, Any]]) -> list[Said]:
    return [Said(seq, kind, about, NOON, facts) for seq, (kind, about, facts) in enumerate(told, 1)]


def referral(number: int, *, acts: int, incident: str = "one") -> tuple[str, str, dict[str, Any]]:
    shares = [
        {"act": f"act-{number}-{turn}", "at": (NOON + timedelta(days=turn)).isoformat(), "item": f"item-{turn % 2}"}
        for turn in range(acts)
    ]
    facts = {"incident": incident, "account": f"a{number}", "person": f"p{number}", "acts": shares}
    return "referral_received", incident, facts | {"reports": [f"H-{number}"], "items_joined": []}


def known(number: int, *, age: int | None, incident: str = "one") -> tuple[str, str, dict[str, Any]]:
    facts = {"incident": incident, "sex": "male", "age_at_first_act": age, "below_line": age is not None and age < 15}
    return "person_known", f"p{number}", facts | {"district": None}


def moved(kind: str, number: int, source: int, target: int) -> tuple[str, str, dict[str, Any]]:
    return kind, f"p{target}", {"moves": [{"account": f"a{number}", "from": f"p{source}", "to": f"p{target}"}]}


def figures(story: Story) -> dict[str, Any]:
    return {count.key: count.of(story) for count in COUNTS}


def test_every_count_rests_on_kinds_that_are_folded() -> None:
    assert {kind for count in COUNTS for kind in count.rests_on} <= FOLDS.keys()
    assert len({count.key for count in COUNTS}) == len(COUNTS)


def test_an_account_without_acts_makes_no_suspect() -> None:
    assert figures(fold(said(referral(1, acts=0), known(1, age=20))).story("one"))["suspects"] == 0


def test_a_tip_told_twice_adds_nothing() -> None:
    once, twice = said(referral(1, acts=2)), said(referral(1, acts=2), referral(1, acts=2))
    assert figures(fold(once).story("one")) == figures(fold(twice).story("one"))


def test_joined_items_are_counted_once() -> None:
    kind, about, facts = referral(2, acts=0)
    later = (kind, about, facts | {"items_joined": [["item-1", "item-0"]]})
    assert figures(fold(said(referral(1, acts=2), later)).story("one"))["items"] == 1


def test_the_whole_station_takes_a_persons_facts_from_where_they_acted_first() -> None:
    early = referral(1, acts=1, incident="two")
    early[2]["acts"][0] |= {"act": "early", "at": (NOON - timedelta(days=700)).isoformat()}
    told = fold(said(referral(1, acts=1), known(1, age=17), early, known(1, age=15, incident="two")))
    assert figures(whole(told))["age_at_first_act"] == {"15": 1}


@given(
    st.lists(st.integers(0, 6), min_size=ACCOUNTS, max_size=ACCOUNTS),
    st.lists(st.one_of(st.none(), st.integers(9, 40)), min_size=ACCOUNTS, max_size=ACCOUNTS),
    st.integers(0, ACCOUNTS - 1),
    st.integers(0, ACCOUNTS - 1),
)
def test_linking_then_unlinking_restores_every_count(acts: list[int], ages: list[int | None], one: int, other: int) -> None:
    begun = [referral(number, acts=each) for number, each in enumerate(acts)]
    begun += [known(number, age=each) for number, each in enumerate(ages)]
    there = moved("accounts_linked", one, one, other)
    back = moved("accounts_unlinked", one, other, one)
    restored = fold(said(*begun, there, known(other, age=9), back, known(other, age=ages[other]), known(one, age=ages[one])))
    assert figures(restored.story("one")) == figures(fold(said(*begun)).story("one"))
