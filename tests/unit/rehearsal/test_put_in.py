from __future__ import annotations

from rehearsal import truth
from rehearsal.put_in import put_in


def odense(address: truth.Address) -> str | None:
    return "funen" if address.postcode == "5000" else None


def test_the_example_is_counted_as_by_hand(example: str) -> None:
    assert put_in(truth.parse(example), place=odense) == {
        "suspects": 2,
        "accounts": 3,
        "acts": 3,
        "items": 1,
        "reports": 2,
        "sex": {"female": 1, "male": 1},
        "age_at_first_act": {"15": 1},
        "below_age_line": 0,
        "unknown_age": 1,
        "district": {"funen": 1, "none": 1},
        "acts_per_suspect": [[1, 1], [2, 1]],
        "waves": [{"wave": 1, "suspects": 1}, {"wave": 2, "suspects": 1}],
    }


def test_the_day_of_the_act_is_the_local_one(example: str) -> None:
    elsewhere = truth.parse(example.replace("Europe/Copenhagen", "America/Nuuk"))
    figures = put_in(elsewhere, place=odense)
    assert figures["age_at_first_act"] == {"14": 1}
    assert figures["below_age_line"] == 1


def test_an_account_that_never_acted_is_no_account(example: str) -> None:
    extra = '{"kind": "account", "id": "u4", "person": "child", "platform": "harbour", "sex": "female"}'
    figures = put_in(truth.parse(example + extra), place=odense)
    assert (figures["accounts"], figures["suspects"]) == (3, 2)


def test_without_a_second_wave_all_are_of_the_first(example: str) -> None:
    text = example.replace('"second_wave_from": "2018-01-15T09:00:00Z"', '"second_wave_from": null')
    assert put_in(truth.parse(text), place=odense)["waves"] == [{"wave": 1, "suspects": 2}]
