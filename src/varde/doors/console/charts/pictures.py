"""Three pictures as Vega-Lite, with the same numbers as rows for a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from varde.stages.casework import face as casework

BANDS = ((1, 1), (2, 2), (3, 5), (6, 10), (11, 20), (21, 50), (51, 100), (101, 200), (201, None))
WIDTH = 620
WEEK = timedelta(days=7)


class Theme(StrEnum):
    """Which of the page's two colour schemes the picture goes with."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours of a theme, the same as in console.css."""

    ink: str
    faint: str
    line: str
    bar: str
    mark: str


INKS = {
    Theme.LIGHT: Inks("#1d2329", "#5c6670", "#d9d6d0", "#3b6f93", "#b3470a"),
    Theme.DARK: Inks("#e6e8ea", "#9aa5ae", "#333b43", "#6ea7cc", "#ff9a5c"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar and its number."""

    name: str
    count: int


def in_bands(shares: Iterable[tuple[int, int]]) -> list[Bar]:
    """Suspects by how many acts they have, in bands that widen: most have a few, a few have hundreds."""
    known = list(shares)
    return [Bar(_band(low, high), sum(n for acts, n in known if low <= acts <= (high or acts))) for low, high in BANDS]


def _band(low: int, high: int | None) -> str:
    if high is None:
        return f"{low}+"
    return str(low) if low == high else f"{low} to {high}"


def by_week(days: Sequence[casework.DayCount]) -> list[Bar]:
    """Acts in each week that had any, named by its Monday."""
    counted: Counter[str] = Counter()
    for each in days:
        counted[(each.day - timedelta(days=each.day.weekday())).isoformat()] += each.acts
    return [Bar(week, count) for week, count in sorted(counted.items())]


def by_district(rows: Iterable[casework.DistrictRow]) -> list[Bar]:
    """Suspects in each district, most first."""
    return [Bar(row.name or "no district", row.suspects) for row in rows]


def shares(bars: Sequence[Bar], *, theme: Theme) -> dict[str, Any]:
    """How many suspects have how many acts."""
    x = {"field": "name", "type": "ordinal", "sort": None, "title": "acts of one suspect", "axis": {"labelAngle": 0}}
    y = {"field": "count", "type": "quantitative", "title": "suspects"}
    return _picture(bars, theme=theme, height=260, layer=_labelled(x, y, theme=theme, dy=-7))


def districts(bars: Sequence[Bar], *, theme: Theme) -> dict[str, Any]:
    """How many suspects each district has."""
    x = {"field": "count", "type": "quantitative", "title": "suspects"}
    y = {"field": "name", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 260}}
    return _picture(bars, theme=theme, height={"step": 24}, layer=_labelled(x, y, theme=theme, dx=5, align="left"))


def timeline(bars: Sequence[Bar], *, theme: Theme, marks: Sequence[tuple[datetime, str]], zone: str) -> dict[str, Any]:
    """Acts in each week, with the moments that matter as rules across it."""
    x = {
        "field": "name",
        "type": "temporal",
        "title": None,
        "axis": {"format": "%b %Y", "labelOverlap": "greedy", "labelSeparation": 12, "tickCount": 9},
    }
    y = {"field": "count", "type": "quantitative", "title": "acts in a week"}
    bar = {"mark": {"type": "bar", "color": INKS[theme].bar, "width": _width(bars)}, "encoding": {"x": x, "y": y}}
    told = [
        {"name": at.astimezone(ZoneInfo(zone)).date().isoformat(), "what": what, "line": n} for n, (at, what) in enumerate(marks)
    ]
    return _picture(bars, theme=theme, height=260, layer=[bar, *_rules(told, theme=theme)])


def _width(weeks: Sequence[Bar]) -> float:
    """Pixels for a week, so that the whole span fits with some air between."""
    if len(weeks) < 2:
        return 12.0
    span = (date.fromisoformat(weeks[-1].name) - date.fromisoformat(weeks[0].name)) / WEEK + 1
    return round(min(24.0, max(1.5, 0.75 * WIDTH / span)), 1)


def _rules(told: list[dict[str, Any]], *, theme: Theme) -> list[dict[str, Any]]:
    color = INKS[theme].mark
    x = {"field": "name", "type": "temporal"}
    text = {"type": "text", "align": "right", "dx": -5, "baseline": "top", "color": color}
    return [
        {"data": {"values": told}, "mark": {"type": "rule", "color": color, "strokeDash": [5, 4]}, "encoding": {"x": x}},
        {
            "data": {"values": told},
            "transform": [{"calculate": "4 + 16 * datum.line", "as": "down"}],
            "mark": text,
            "encoding": {
                "x": x,
                "y": {"field": "down", "type": "quantitative", "scale": None, "axis": None},
                "text": {"field": "what"},
            },
        },
    ]


def _labelled(x: dict[str, Any], y: dict[str, Any], *, theme: Theme, **at: object) -> list[dict[str, Any]]:
    """Bars with their numbers at the end."""
    inks = INKS[theme]
    return [
        {"mark": {"type": "bar", "color": inks.bar}, "encoding": {"x": x, "y": y}},
        {"mark": {"type": "text", "color": inks.ink, **at}, "encoding": {"x": x, "y": y, "text": {"field": "count"}}},
    ]


def _picture(bars: Sequence[Bar], *, theme: Theme, height: object, layer: list[dict[str, Any]]) -> dict[str, Any]:
    inks = INKS[theme]
    axis = {
        "labelColor": inks.ink,
        "titleColor": inks.faint,
        "gridColor": inks.line,
        "domainColor": inks.line,
        "tickColor": inks.line,
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH,
        "height": height,
        "background": None,
        "data": {"values": [{"name": bar.name, "count": bar.count} for bar in bars]},
        "layer": layer,
        "config": {
            "font": "sans-serif",
            "axis": {"labelFontSize": 12, "titleFontSize": 12, **axis},
            "text": {"fontSize": 12},
            "view": {"stroke": None},
        },
    }
