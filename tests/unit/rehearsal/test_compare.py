from __future__ import annotations

from copy import deepcopy

from rehearsal import truth
from rehearsal.compare import differences
from rehearsal.put_in import put_in


def figures(example: str) -> dict[str, object]:
    return put_in(truth.parse(example), place=lambda address: address.city)


def test_the_same_figures_do_not_differ(example: str) -> None:
    assert differences(figures(example), deepcopy(figures(example))) == []


def test_planted_differences_are_found(example: str) -> None:
    counted = figures(example) | {"acts": 4, "sex": {"female": 1}, "acts_per_suspect": [[1, 1], [3, 1]]}
    found = {row["key"]: (row["put_in"], row["counted"], row["explanation"]) for row in differences(figures(example), counted)}
    assert found == {
        "acts": (3, 4, "1 too many"),
        "sex.male": (1, None, "put in, but not counted"),
        "acts_per_suspect.2": (1, None, "put in, but not counted"),
        "acts_per_suspect.3": (None, 1, "counted, but never put in"),
    }


def test_a_lost_wave_is_found(example: str) -> None:
    counted = figures(example) | {"waves": [{"wave": 1, "suspects": 2}]}
    assert [row["key"] for row in differences(figures(example), counted)] == ["waves.1", "waves.2"]


def test_a_figure_that_is_missing_altogether_is_found_even_when_nought(example: str) -> None:
    counted = figures(example)
    del counted["below_age_line"]
    assert [row["key"] for row in differences(figures(example), counted)] == ["below_age_line"]


def test_nought_in_a_group_may_be_left_out(example: str) -> None:
    assert differences(figures(example), figures(example) | {"sex": {"female": 1, "male": 1, "other": 0}}) == []


def test_a_group_in_another_form_differs(example: str) -> None:
    assert differences(figures(example), figures(example) | {"waves": "two", "acts_per_suspect": [1, 2]})
