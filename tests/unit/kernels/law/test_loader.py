from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from varde.kernels.law.errors import LawDataWrong
from varde.kernels.law.loader import laws, load, rows_of
from varde.kernels.law.rows import Confidence, Row
from varde.kernels.terms import clock

ROWS = [row for law in laws().values() for row in rows_of(law)]

LINE = """\
country: DK
zone: Europe/Copenhagen
age_lines:
  - {id: a, country: DK, age: 15, basis: s. 15, source: statute, checked: 2020-01-01, confidence: confirmed}
"""


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_every_row_says_where_it_is_from(row: Row) -> None:
    assert row.source.strip()
    assert row.checked <= clock.now().date()
    assert row.confidence in Confidence
    assert row.note or row.is_sourced or type(row).__name__ == "AgeLine", "an unconfirmed row says why"


@pytest.mark.parametrize("row", [row for row in ROWS if "general knowledge" in row.source], ids=lambda row: row.id)
def test_general_knowledge_confirms_nothing(row: Row) -> None:
    assert not row.is_sourced


def test_row_ids_carry_their_country() -> None:
    for law in laws().values():
        assert all(row.id.startswith(law.country.lower()) for row in rows_of(law))


def test_the_two_operations_countries_are_settled_for_their_time() -> None:
    assert {"DK", "KR", "US", "GB-SCT"} <= set(laws())
    assert laws()["DK"].zone == "Europe/Copenhagen"
    assert laws()["KR"].zone == "Asia/Seoul"


def test_tables_load_whatever_the_clock_says(tmp_path: Path) -> None:
    (tmp_path / "denmark.yaml").write_text(LINE)
    with clock.frozen(datetime(1999, 1, 1, tzinfo=UTC)):
        assert load(tmp_path)["DK"].age_lines[0].age == 15


def test_a_row_without_a_source_loads_and_decides_nothing(tmp_path: Path) -> None:
    (tmp_path / "denmark.yaml").write_text(LINE.replace("source: statute, ", ""))
    assert not load(tmp_path)["DK"].age_lines[0].is_sourced


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("age: 15", "age: fifteen", "age"),
        ("age: 15", "age: 0", "age"),
        ("age: 15", "age: true", "age"),
        ("age: 15", 'age: "15"', "age"),
        ("age: 15", "age: 15, lower_age: 16", "lower_age"),
        ("basis: s. 15", "basis: s. 15, colour: red", "colour"),
        ("basis: s. 15, ", "", "basis"),
        ("confidence: confirmed", "confidence: probably", "confidence"),
        ("checked: 2020-01-01, ", "", "checked"),
        ("checked: 2020-01-01", "checked: 2020-13-01", "denmark.yaml"),
        ("id: a", 'id: " "', "row id"),
        ("id: a,", "id: a, id: b,", "twice"),
        ("country: DK, age", "country: SE, age", "another country"),
        ("Europe/Copenhagen", "Europe/Nowhere", "time zone"),
        ("confidence: confirmed", "confidence: confirmed, valid_from: 2020-01-01, valid_to: 2019-01-01", "valid_to"),
        ("age_lines:", "age_lines: &x !!python/object:os.system", "denmark.yaml"),
        ("age_lines:", "age_linse:", "age_linse"),
    ],
)
def test_a_wrong_table_is_refused_and_named(tmp_path: Path, old: str, new: str, told: str) -> None:
    (tmp_path / "denmark.yaml").write_text(LINE.replace(old, new))
    with pytest.raises(LawDataWrong, match=told):
        load(tmp_path)


def test_two_lines_for_one_day_are_refused(tmp_path: Path) -> None:
    second = LINE.splitlines()[-1].replace("id: a", "id: b")
    (tmp_path / "denmark.yaml").write_text(f"{LINE}{second}\n")
    with pytest.raises(LawDataWrong, match="same day"):
        load(tmp_path)


def test_a_country_in_two_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "denmark.yaml").write_text(LINE)
    (tmp_path / "danmark.yaml").write_text(LINE.replace("id: a", "id: b"))
    with pytest.raises(LawDataWrong, match="stands twice"):
        load(tmp_path)


def test_a_clock_with_two_lengths_is_refused(tmp_path: Path) -> None:
    row = "{id: p, who: w, what: c, counted_from: r, days: 1, years: 1, source: s, checked: 2020-01-01, confidence: confirmed}"
    (tmp_path / "denmark.yaml").write_text(f"country: DK\npreservation:\n  - {row}\n")
    with pytest.raises(LawDataWrong, match="days or years"):
        load(tmp_path)


def test_a_consequence_of_no_offence_is_refused(tmp_path: Path) -> None:
    row = "{id: c, register: r, offence: none, at_least_years: 1, source: s, checked: 2020-01-01, confidence: confirmed}"
    (tmp_path / "denmark.yaml").write_text(f"country: DK\nconsequences:\n  - {row}\n")
    with pytest.raises(LawDataWrong, match="has no row"):
        load(tmp_path)
