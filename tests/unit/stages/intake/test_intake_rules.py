from __future__ import annotations

from uuid import uuid4

import pytest

from varde.kernels.terms.ids import ObjectId
from varde.stages.intake import rules
from varde.stages.intake.types import Progress


def test_a_case_number_has_no_sign_that_is_mistaken_for_another() -> None:
    numbers = {rules.new_case_number() for _ in range(500)}
    assert len(numbers) == 500
    assert not set("".join(numbers)) & set("ILOU")
    assert all(rules.as_typed(number) == number for number in numbers)


@pytest.mark.parametrize("typed", ["7k2m9qxd", " 7K2M-9QXD ", "7k2m 9qxd"])
def test_a_number_is_read_as_people_type_it(typed: str) -> None:
    assert rules.as_typed(typed) == "7K2M-9QXD"


@pytest.mark.parametrize("typed", ["", "7K2M", "7K2M-9QX!", "7K2M-9QXD-1", "\x00" * 8])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert rules.as_typed(typed) == ""


def test_look_alikes_are_the_same_sign() -> None:
    assert rules.as_typed("ilo0-1111") == rules.as_typed("1100-1111")


def test_equal_marks_give_equal_pins_of_forty_bits() -> None:
    assert rules.pin_from(bytes(32)) == "0000-0000"
    assert rules.pin_from(b"\xff" * 32) == "ZZZZ-ZZZZ"


def test_a_message_is_told_apart_by_its_files_and_by_itself_without_any() -> None:
    file = ObjectId(uuid4())
    assert rules.pieces([("m-1", [file, file]), ("m-2", [])]) == sorted([("m-1", str(file)), ("m-2", rules.WHOLE)])


def test_a_report_joins_only_when_it_brings_nothing_new() -> None:
    me, first = uuid4(), uuid4()
    assert rules.all_joined({first}, me=me)
    assert not rules.all_joined({first, me}, me=me)
    assert not rules.all_joined(set(), me=me)


@pytest.mark.parametrize(
    ("kinds", "progress"),
    [
        (set(), Progress.RECEIVED),
        ({"review_queued"}, Progress.BEING_LOOKED_AT),
        ({"review_queued", "report_confirmed"}, Progress.CONFIRMED),
        ({"review_queued", "report_refused"}, Progress.NOT_REPORTABLE),
    ],
)
def test_progress_follows_the_record(kinds: set[str], progress: Progress) -> None:
    assert rules.progress_from(kinds) is progress
