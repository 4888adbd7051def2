from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.cache import cache

from cast import CATO, LIV, MALLORY, SUNNIVA
from stations_pages import console_of
from varde.doors.console.charts import drawn, pictures
from varde.doors.console.charts.errors import PictureNotDrawn
from varde.doors.console.spread.layout import lay_out
from varde.doors.console.statistics.tables import tables
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import IncidentId
from varde.stages.casework import face as casework
from varde.stages.statistics import face as statistics

pytestmark = pytest.mark.django_db
PAGES = ("spread/", "spread.json", "charts/", "statistics/", "charts/shares.svg")


def page(incident: IncidentId, part: str, *, by: Actor = LIV) -> str:
    answer = console_of(by).get(f"/incidents/{incident}/{part}")
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize("part", PAGES)
def test_who_has_no_business_with_cases_sees_none_of_them(incident: IncidentId, part: str) -> None:
    assert console_of(MALLORY).get(f"/incidents/{incident}/{part}").status_code == 403


def test_the_graph_has_a_place_for_everyone_and_a_line_for_each_passing_on(incident: IncidentId) -> None:
    graph = console_of(LIV).get(f"/incidents/{incident}/spread.json").json()
    named = {node["id"]: node["label"].split()[1] for node in graph["nodes"]}
    assert {(named[edge["from"]], named[edge["to"]]) for edge in graph["edges"]} == {("Anna", "Bertil"), ("Bertil", "Carl")}
    assert len({(node["x"], node["y"]) for node in graph["nodes"]}) == 3
    assert graph["outside"] == 3


def test_the_graph_holds_the_own_district_only(incident: IncidentId) -> None:
    graph = console_of(SUNNIVA).get(f"/incidents/{incident}/spread.json").json()
    assert [node["label"].split()[1] for node in graph["nodes"]] == ["Carl"]
    assert not graph["edges"]


def test_beside_the_graph_stands_a_table(incident: IncidentId) -> None:
    html = page(incident, "spread/", by=CATO)
    assert html.index("Anna Testesen") < html.index("Bertil Testesen")
    assert "Carl" not in html


def test_the_same_graph_is_laid_out_the_same_way() -> None:
    edges = [(n, (n * 7) % 40) for n in range(40)]
    assert lay_out(60, edges) == lay_out(60, edges)
    assert len(set(lay_out(60, edges))) == 60


@pytest.mark.parametrize(("nodes", "edges"), [(0, []), (1, []), (2, [(0, 1)]), (2, []), (1, [(0, 0)])])
def test_the_smallest_graphs_have_places_too(nodes: int, edges: list[tuple[int, int]]) -> None:
    assert len(lay_out(nodes, edges)) == nodes


def test_a_picture_is_drawn_by_a_child_and_remembered(incident: IncidentId, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    first = page(incident, "charts/shares.svg?theme=dark")
    assert first.startswith("<svg")
    monkeypatch.setattr(drawn, "COMMAND", ("false",))
    assert page(incident, "charts/shares.svg?theme=dark") == first


@pytest.mark.parametrize("name", ["shares", "timeline", "districts"])
def test_each_picture_is_an_svg_without_scripts(incident: IncidentId, name: str) -> None:
    casework.set_publicity(incident, at=datetime(2018, 1, 15, tzinfo=UTC), by=LIV)
    svg = page(incident, f"charts/{name}.svg")
    assert svg.startswith("<svg")
    assert "<script" not in svg


def test_a_picture_that_cannot_be_drawn_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn, "COMMAND", ("false",))
    with pytest.raises(PictureNotDrawn, match="its numbers stand in the table"):
        drawn.draw("{}")


def test_each_picture_has_its_numbers_beside_it(incident: IncidentId) -> None:
    html = page(incident, "charts/")
    assert '<th scope="row">1</th><td class="number">2</td>' in html
    assert '<th scope="row">2016-05-09</th><td class="number">4</td>' in html
    assert "North Zealand</a>" in html


def test_bands_hold_everyone_once() -> None:
    shares = [(1, 30), (4, 5), (10, 2), (11, 1), (200, 1), (900, 1)]
    assert sum(bar.count for bar in pictures.in_bands(shares)) == 40


def test_statistics_are_the_ledger_s_with_their_as_of(incident: IncidentId) -> None:
    html = page(incident, "statistics/")
    assert "<b>3</b><span>suspects</span>" in html
    assert html.count("ledger entry") > 7
    assert 'North Zealand</th><td class="number">2</td>' in html


def test_no_person_stands_in_the_statistics(incident: IncidentId) -> None:
    assert "Anna" not in page(incident, "statistics/", by=SUNNIVA)


def test_each_table_adds_up_to_the_suspects(incident: IncidentId) -> None:
    for table in tables(statistics.count_incident(incident)):
        assert table.total == 3, table.title
