"""Figures as pictures: how the time of a query grows with the list, and how many times less ours takes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rehearsal.measuring.results import Aim, Result

_SCALE = 2.0
_COLOURS = {"varde": "#1b6e53", "peer": "#b4532a", "aim": "#222222"}
_BAR = "#9ccbb8"
_CONFIG = {
    "background": "white",
    "font": "sans-serif",
    "view": {"stroke": None},
    "axis": {"gridColor": "#e6e6e6", "labelFontSize": 12, "titleFontSize": 12},
}


def draw(result: Result, path: Path) -> None:
    """As SVG or PNG, by the file's ending."""
    import vl_convert

    spec = _spec(result)
    if path.suffix == ".svg":
        path.write_text(vl_convert.vegalite_to_svg(spec), encoding="utf-8")
    else:
        path.write_bytes(vl_convert.vegalite_to_png(spec, scale=_SCALE))


def _spec(result: Result) -> dict[str, Any]:
    parts = [part for part in (_growth(result), _ratios(result)) if part]
    return {"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "config": _CONFIG, "vconcat": parts}


def _growth(result: Result) -> dict[str, Any] | None:
    """Both axes logarithmic; the dotted line is what growth in proportion would be."""
    points = [{**point, "who": "varde" if point["who"] == "ours" else "peer"} for point in result.tables.get("growth", [])]
    if not points:
        return None
    first = min((point for point in points if point["who"] == "varde"), key=lambda point: point["entries"])
    counts = sorted({point["entries"] for point in points})
    most = counts[-1]
    line = [{"entries": n, "microseconds": first["microseconds"] * n / first["entries"]} for n in (first["entries"], most)]
    x = {
        "field": "entries",
        "type": "quantitative",
        "scale": {"type": "log"},
        "title": "entries",
        "axis": {"format": "~s", "values": counts},
    }
    y = {"field": "microseconds", "type": "quantitative", "scale": {"type": "log"}, "title": "µs a query, in a batch"}
    colour = {"field": "who", "type": "nominal", "title": None, "scale": _scale("varde", "peer")}
    return {
        "title": "Time of a query by the size of the list (dotted: growth in proportion)",
        "width": 460,
        "height": 260,
        "layer": [
            {
                "data": {"values": line},
                "mark": {"type": "line", "strokeDash": [2, 4], "color": "#999999"},
                "encoding": {"x": x, "y": y},
            },
            {"data": {"values": points}, "mark": {"type": "line", "point": True}, "encoding": {"x": x, "y": y, "color": colour}},
            {
                "data": {"values": points},
                "mark": {"type": "text", "dy": -10, "dx": 4, "align": "left", "fontSize": 11},
                "encoding": {"x": x, "y": y, "text": {"field": "microseconds", "format": ",.3~r"}},
            },
        ],
    }


def _ratios(result: Result) -> dict[str, Any] | None:
    """A bar for each row that has a peer, a mark where the aim is."""
    rows = [
        {"what": row.what, "ratio": row.ratio, "aim": row.wanted if row.aim is Aim.TIMES else None}
        for row in result.rows
        if row.ratio
    ]
    if not rows:
        return None
    y = {"field": "what", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 420}}
    x = {"field": "ratio", "type": "quantitative", "title": "times less than the peer takes (mark: the aim)"}
    return {
        "width": 460,
        "data": {"values": rows},
        "layer": [
            {"mark": {"type": "bar", "color": _BAR}, "encoding": {"x": x, "y": y}},
            {
                "mark": {"type": "tick", "color": _COLOURS["aim"], "thickness": 3},
                "encoding": {"x": {**x, "field": "aim"}, "y": y},
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 4, "fontSize": 11},
                "encoding": {"x": x, "y": y, "text": {"field": "ratio", "format": ".1f"}},
            },
        ],
    }


def _scale(*names: str) -> dict[str, list[str]]:
    return {"domain": list(names), "range": [_COLOURS[name] for name in names]}
