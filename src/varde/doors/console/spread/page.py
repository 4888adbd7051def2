"""The spread as a graph that can be looked around in, and as a table."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from varde.doors.console.shell import words
from varde.doors.console.shell.ask import actor, screen
from varde.doors.console.spread.layout import positions
from varde.keeps.parties import face as parties
from varde.stages.casework import face as casework

TOP = 30


@require_safe
@screen(parties.Right.WORK_CASES)
def spread(request: HttpRequest, incident: UUID) -> HttpResponse:
    """The page: the graph's frame, the filters, and those who passed it on most."""
    by = actor(request)
    head = casework.incident_overview(incident, by=by)
    found = casework.spread(head.id, by=by)
    shown = {
        "incident": head,
        "spread": found,
        "top": _top(found),
        "districts": casework.districts(head.id, by=by),
        "waves": casework.waves(head.id, by=by),
    }
    return render(request, "console/spread/page.html", shown)


def _top(found: casework.Spread) -> list[dict[str, Any]]:
    passed_to = Counter(edge.sender for edge in found.edges)
    got_from = Counter(edge.recipient for edge in found.edges)
    first = sorted(found.nodes, key=lambda node: -node.acts)[:TOP]
    return [
        {"node": node, "to": passed_to[node.key], "from": got_from[node.key], "lane": words.lane(node.lane)} for node in first
    ]


@require_safe
@screen(parties.Right.WORK_CASES)
def spread_json(request: HttpRequest, incident: UUID) -> HttpResponse:
    """The graph, with a place for every node; only what this officer may see."""
    by = actor(request)
    found = casework.spread(casework.incident_overview(incident, by=by).id, by=by)
    places = positions(found)
    return JsonResponse(
        {
            "nodes": [_node(node, place) for node, place in zip(found.nodes, places, strict=True)],
            "edges": [{"from": edge.sender, "to": edge.recipient, "acts": edge.acts} for edge in found.edges],
            "lanes": {word.code: word.text for word in words.LANES.values()},
            "outside": found.outside,
        }
    )


def _node(node: casework.Node, place: tuple[int, int]) -> dict[str, Any]:
    return {
        "id": node.key,
        "label": node.label,
        "acts": node.acts,
        "wave": node.wave,
        "district": node.district or casework.NO_DISTRICT,
        "district_name": words.district(node.district),
        "lane": node.lane,
        "x": place[0],
        "y": place[1],
    }


urlpatterns = [
    path("incidents/<uuid:incident>/spread/", spread, name="spread"),
    path("incidents/<uuid:incident>/spread.json", spread_json, name="spread_json"),
]
