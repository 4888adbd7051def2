from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from varde.doors.console.shell import words
from varde.doors.console.shell.ask import actor, screen
from varde.doors.console.tips.form import FIELDS, WORDS, ChooseForm
from varde.keeps.parties import face as parties
from varde.kernels.terms.ids import TipId
from varde.stages.filing import face as filing

PAGE = 1500  # an operation of a thousand accounts stays on one page, so that the filter finds everything


@require_safe
@screen(parties.Right.FILE)
def tips(request: HttpRequest) -> HttpResponse:
    """Tips, the newest first, of one state or of all."""
    form = ChooseForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    states = (filing.TipState(chosen["state"]),) if chosen.get("state") else ()
    skip = chosen.get("skip") or 0
    rows = filing.tips(by=actor(request), states=states, at_most=PAGE + 1, skip=skip)
    counted = filing.count_by_state()
    shown = {
        "rows": [(row, words.outcome(row.outcome)) for row in rows[:PAGE]],
        "states": [(state.value, said, counted.get(state, 0)) for state, said in WORDS.items()],
        "state": chosen.get("state") or "",
        "total": sum(counted.values()),
        "next": skip + PAGE if len(rows) > PAGE else None,
        "before": max(0, skip - PAGE) if skip else None,
    }
    return render(request, "console/tips/page.html", shown)


@require_safe
@screen(parties.Right.FILE)
def tip(request: HttpRequest, tip_id: UUID) -> HttpResponse:
    """One tip: what it says, what it lacks and why that matters, its receipt, what came of it."""
    told = filing.one_tip(TipId(tip_id), by=actor(request))
    shown = {
        "tip": told,
        "row": told.row,
        "account": told.facts.account,
        "outcomes": [(each, words.outcome(each.code)) for each in told.outcomes],
        "receipt": None if told.receipt is None else told.receipt.decode("utf-8", "replace"),
        "lacks": [(lack.field, FIELDS.get(lack.field, lack.field), lack.why) for lack in told.lacks],
    }
    return render(request, "console/tips/tip.html", shown)


@require_POST
@screen(parties.Right.FILE)
def file_now(request: HttpRequest, tip_id: UUID) -> HttpResponse:
    """Do not wait for share records any longer."""
    filing.file_now(TipId(tip_id), by=actor(request))
    messages.success(request, "The tip is on its way to the clearinghouse.")
    return redirect(f"/tips/{tip_id}/")


urlpatterns = [
    path("tips/", tips, name="tips"),
    path("tips/<uuid:tip_id>/", tip, name="tip"),
    path("tips/<uuid:tip_id>/file-now", file_now, name="file_now"),
]
