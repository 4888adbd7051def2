"""One incident's page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from varde.doors.console.incident.form import Kept, moment, moments, sorting
from varde.doors.console.incident.rows import columns, lines
from varde.doors.console.shell import words
from varde.doors.console.shell.answer import carry_out
from varde.doors.console.shell.ask import actor, screen
from varde.keeps.parties import face as parties
from varde.kernels.law.types import Disposition
from varde.stages.casework import face as casework


@require_safe
@screen(parties.Right.WORK_CASES)
def incident(request: HttpRequest, incident: UUID) -> HttpResponse:
    """Figures, items, and the suspects table; asked by htmx, the table alone."""
    by = actor(request)
    head = casework.incident_overview(incident, by=by)
    sort, descending = sorting(request.GET)
    form = Kept(request.GET)
    table = casework.suspects(head.id, by=by, only=form.asked(), sort=sort, descending=descending)
    shown: dict[str, Any] = {
        "incident": head,
        "lines": lines(table.rows, zone=head.zone),
        "columns": columns(sort, descending=descending),
        "kept": _without_sort(request),
        "sort": request.GET.get("sort", ""),
    }
    if request.headers.get("HX-Request"):
        return render(request, "console/incident/suspects.html", shown)
    return render(request, "console/incident/page.html", shown | _around(head, request, by=by))


def _around(head: casework.IncidentOverview, request: HttpRequest, *, by: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "items": casework.items(head.id, by=by),
        "districts": casework.districts(head.id, by=by),
        "waves": casework.waves(head.id, by=by),
        "lanes": list(words.LANES.values()),
        "dispositions": [words.disposition(each) for each in Disposition],
        "asked": request.GET,
        "sees_all": parties.sees_every_district(by),
        "may_lead": parties.may(by, parties.Right.LEAD_CASES),
    }


def _without_sort(request: HttpRequest) -> str:
    kept = request.GET.copy()
    kept.pop("sort", None)
    return kept.urlencode()


@require_POST
@screen(parties.Right.LEAD_CASES)
def wave_cuts(request: HttpRequest, incident: UUID) -> HttpResponse:
    """Say at which moments a new wave begins; no `cut` is one wave."""
    by, back = actor(request), reverse("incident", args=[incident])
    head = casework.incident_overview(incident, by=by)
    try:
        cuts = moments(request.POST.getlist("cut"), zone=head.zone)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(back)
    return carry_out(request, lambda: casework.set_wave_cuts(head.id, cuts=cuts, by=by), said="The waves were cut.", back=back)


@require_POST
@screen(parties.Right.LEAD_CASES)
def publicity(request: HttpRequest, incident: UUID) -> HttpResponse:
    """Say when the incident became public; an empty field takes it back."""
    by, back = actor(request), reverse("incident", args=[incident])
    head = casework.incident_overview(incident, by=by)
    text = request.POST.get("at", "").strip()
    try:
        at = moment(text, zone=head.zone) if text else None
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(back)
    return carry_out(request, lambda: casework.set_publicity(head.id, at=at, by=by), said="The day was written down.", back=back)


urlpatterns = [
    path("incidents/<uuid:incident>/", incident, name="incident"),
    path("incidents/<uuid:incident>/wave-cuts", wave_cuts, name="set_wave_cuts"),
    path("incidents/<uuid:incident>/publicity", publicity, name="set_publicity"),
]
