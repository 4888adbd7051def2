"""The charts of one incident: a page with pictures and tables, and the pictures themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from varde.doors.console.charts import pictures
from varde.doors.console.charts.drawn import picture
from varde.doors.console.charts.pictures import Theme
from varde.doors.console.shell.ask import actor, screen
from varde.keeps.parties import face as parties
from varde.kernels.terms.actors import Actor
from varde.stages.casework import face as casework

Spec = Callable[[casework.IncidentOverview, Actor, Theme], dict[str, Any]]


@require_safe
@screen(parties.Right.WORK_CASES)
def charts(request: HttpRequest, incident: UUID) -> HttpResponse:
    """Each picture with its numbers as a table."""
    by = actor(request)
    head = casework.incident_overview(incident, by=by)
    days = casework.acts_per_day(head.id, by=by)
    shown = {
        "incident": head,
        "shares": casework.shares_per_suspect(head.id, by=by),
        "bands": pictures.in_bands(casework.shares_per_suspect(head.id, by=by)),
        "weeks": pictures.by_week(days),
        "days": days,
        "districts": casework.districts(head.id, by=by),
        "marks": _marks(head),
    }
    return render(request, "console/charts/page.html", shown)


def _marks(head: casework.IncidentOverview) -> list[tuple[datetime, str]]:
    cuts = [(cut, f"wave {number} begins") for number, cut in enumerate(head.wave_cuts, start=2)]
    return ([(head.publicity_at, "made public")] if head.publicity_at else []) + cuts


def _shares(head: casework.IncidentOverview, by: Actor, theme: Theme) -> dict[str, Any]:
    return pictures.shares(pictures.in_bands(casework.shares_per_suspect(head.id, by=by)), theme=theme)


def _timeline(head: casework.IncidentOverview, by: Actor, theme: Theme) -> dict[str, Any]:
    weeks = pictures.by_week(casework.acts_per_day(head.id, by=by))
    return pictures.timeline(weeks, theme=theme, marks=_marks(head), zone=head.zone)


def _districts(head: casework.IncidentOverview, by: Actor, theme: Theme) -> dict[str, Any]:
    return pictures.districts(pictures.by_district(casework.districts(head.id, by=by)), theme=theme)


def _drawn(name: str, spec: Spec) -> Any:  # noqa: ANN401  a URL pattern
    @require_safe
    @screen(parties.Right.WORK_CASES)
    def view(request: HttpRequest, incident: UUID) -> HttpResponse:
        by = actor(request)
        theme = Theme.DARK if request.GET.get("theme") == Theme.DARK else Theme.LIGHT
        head = casework.incident_overview(incident, by=by)
        return HttpResponse(picture(spec(head, by, theme)), content_type="image/svg+xml")

    return path(f"incidents/<uuid:incident>/charts/{name}.svg", view, name=f"chart_{name}")


urlpatterns = [
    path("incidents/<uuid:incident>/charts/", charts, name="charts"),
    _drawn("shares", _shares),
    _drawn("timeline", _timeline),
    _drawn("districts", _districts),
]
