"""Figures as JSON, as tables, as a picture; aims are judged by them and by nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from rehearsal.measuring import charts, shown
from rehearsal.measuring.errors import FiguresRefused
from rehearsal.measuring.machine import machine
from rehearsal.measuring.results import Aim, Result, Row
from rehearsal.measuring.rounds import in_turn, percentile

ROWS = (
    Row("JPEG 4 MP", 4.0, "ms", 80.0, Aim.TIMES, 10, "0.70 MB"),
    Row("JPEG 1 MP", 4.0, "ms", 8.0, Aim.TIMES, 6),
    Row("PNG 4 MP", 40.0, "ms", None, Aim.TIMES, 3),
    Row("recall", 0.999, "", aim=Aim.AT_LEAST, wanted=1),
    Row("opening", 0.4, "s", aim=Aim.AT_MOST, wanted=1),
)
GROWTH = [
    {"entries": n, "who": who, "microseconds": us} for who, us in (("ours", 3.5), ("peer", 170.0)) for n in (100_000, 1_000_000)
]


@pytest.fixture
def result() -> Result:
    return Result(
        "search", "varde bench search", "2026-11-22 12:00 UTC", machine(), {"vpdq": None}, ROWS, {"growth": GROWTH}, ("So.",)
    )


def test_aims_are_judged_by_the_figures() -> None:
    assert [row.is_reached for row in ROWS] == [True, False, None, False, True]
    assert [row.ratio for row in ROWS[:3]] == [20.0, 2.0, None]


def test_json_holds_everything_and_is_read_back(result: Result, tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    file.write_text(result.as_json())
    assert Result.from_json(file) == result
    assert '"ratio": 20.0' in file.read_text()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"rows": [{"what": 1}]}', '{"rows": 3}'])
def test_another_file_is_refused(text: str, tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    file.write_text(text)
    with pytest.raises(FiguresRefused):
        Result.from_json(file)


def test_both_tables_tell_ratio_aim_and_what_is_not_reached(result: Result) -> None:
    for text in (shown.as_text(result), shown.as_markdown(result)):
        assert "20.0\N{MULTIPLICATION SIGN}" in text
        assert "NOT reached" in text
        assert "no peer" in text
        assert "vpdq missing" in text


def test_a_document_gets_the_table_between_its_marks_and_keeps_the_rest(result: Result, tmp_path: Path) -> None:
    document = tmp_path / "benchmarks.md"
    document.write_text("# Figures\n<!-- figures: search -->\nold\n<!-- end -->\nafter\n")
    shown.put_into(document, result)
    shown.put_into(document, result)
    text = document.read_text()
    assert "old" not in text
    assert text.count("JPEG 4 MP") == 1
    assert text.startswith("# Figures\n")
    assert text.endswith("after\n")


def test_a_document_without_the_mark_is_left_as_it_is(result: Result, tmp_path: Path) -> None:
    document = tmp_path / "benchmarks.md"
    document.write_text("nothing here")
    with pytest.raises(FiguresRefused):
        shown.put_into(document, result)
    assert document.read_text() == "nothing here"


@pytest.mark.parametrize(("ending", "head"), [("svg", b"<svg"), ("png", b"\x89PNG")])
def test_the_picture_is_drawn(result: Result, tmp_path: Path, ending: str, head: bytes) -> None:
    charts.draw(result, tmp_path / f"figures.{ending}")
    assert (tmp_path / f"figures.{ending}").read_bytes().startswith(head)


def test_parties_take_turns() -> None:
    order: list[tuple[str, int]] = []

    def party(name: str, seconds: float) -> float:
        order.append((name, len(order)))
        return seconds

    taken = in_turn({"ours": lambda number: party("ours", number), "peer": lambda number: party("peer", 2 * number)}, rounds=3)
    assert [name for name, _ in order] == ["ours", "peer"] * 3
    assert (taken["ours"].median, taken["peer"].median) == (1, 2)
    assert taken["peer"].spread == 2


@pytest.mark.parametrize(("percent", "wanted"), [(50, 51), (99, 100), (0, 1), (100, 100)])
def test_percentiles(percent: float, wanted: float) -> None:
    assert percentile(range(1, 101), percent) == wanted


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (0.0445, "0.0445"),
        (1.234, "1.23"),
        (12.34, "12.3"),
        (1234.5, "1,234"),
        (0.99999, "<1"),
        (1, "1.00"),
        (0.00001, "1e-05"),
    ],
)
def test_numbers_are_short(value: float, text: str) -> None:
    assert shown.number(value) == text
