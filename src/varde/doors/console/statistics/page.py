"""The incident in figures, fit to be printed and read out."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from varde.doors.console.shell.ask import actor, screen
from varde.doors.console.statistics.tables import tables
from varde.keeps.parties import face as parties
from varde.stages.casework import face as casework
from varde.stages.statistics import face as counting

HEAD = (
    ("suspects", "suspects"),
    ("acts", "acts of passing on"),
    ("accounts", "accounts"),
    ("items", "items"),
    ("reports", "reports"),
    ("below_age_line", "with acts below the age line"),
    ("unknown_age", "age not known"),
)


@require_safe
@screen(parties.Right.WORK_CASES)
def statistics(request: HttpRequest, incident: UUID) -> HttpResponse:
    """Counted from ledger entries, the whole incident: numbers only, no person."""
    by = actor(request)
    head = casework.incident_overview(incident, by=by)
    counted = counting.count_incident(head.id)
    figures = {figure.key: figure for figure in counted.figures}
    shown = {
        "incident": head,
        "counted": counted,
        "head": [(figures[key], words) for key, words in HEAD if key in figures],
        "tables": tables(counted),
    }
    return render(request, "console/statistics/page.html", shown)


urlpatterns = [path("incidents/<uuid:incident>/statistics/", statistics, name="statistics")]
