from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from varde.doors.console.shell import words
from varde.doors.console.shell.ask import screen
from varde.keeps.parties import face as parties
from varde.stages.clearing import face as clearing

AT_MOST = 500


@require_safe
@screen(parties.Right.CLEAR)
def referrals(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    rows = clearing.referrals(limit=AT_MOST)
    shown = {
        "rows": [(row, words.outcome(row.outcome)) for row in rows],
        "at_most": AT_MOST,
        "answered": sum(bool(row.outcome) for row in rows),
        "desk": clearing.desk(),
    }
    return render(request, "console/referrals/page.html", shown)


urlpatterns = [path("referrals/", referrals, name="referrals")]
