"""Every incident at this agency, newest first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from varde.doors.console.shell import words
from varde.doors.console.shell.ask import actor, screen
from varde.keeps.parties import face as parties
from varde.stages.casework import face as casework


@require_safe
@screen(parties.Right.WORK_CASES)
def incidents(request: HttpRequest) -> HttpResponse:
    """The list, with what this officer may see of each incident."""
    by = actor(request)
    whole = parties.sees_every_district(by)
    return render(
        request,
        "console/incidents/page.html",
        {"incidents": casework.incidents(by=by), "sees_all": whole, "district": words.district(by.district)},
    )


urlpatterns = [path("incidents/", incidents, name="incidents")]
