from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from varde.doors.console.shell import words
from varde.doors.console.shell.answer import carry_out, not_filled_in
from varde.doors.console.shell.ask import actor, screen
from varde.doors.console.tip.form import PlaceForm
from varde.keeps.parties import face as parties
from varde.stages.clearing import face as clearing


@require_safe
@screen(parties.Right.CLEAR)
def tip(request: HttpRequest, tip_id: UUID) -> HttpResponse:
    """One tip."""
    found = clearing.tip(tip_id)
    shown = {
        "tip": found,
        "quality": [reason for reason in found.grade_reasons if reason.startswith("+")],
        "urgency": [reason for reason in found.grade_reasons if not reason.startswith("+")],
        "outcomes": [words.outcome(code) for code in found.outcomes],
        "document": clearing.tip_document(tip_id),
    }
    return render(request, "console/tip/page.html", shown)


@require_POST
@screen(parties.Right.CLEAR)
def place(request: HttpRequest, tip_id: UUID) -> HttpResponse:
    """An analyst says where the tip belongs, and why."""
    form, back = PlaceForm(request.POST), f"/tips/{tip_id}/"
    if not form.is_valid():
        return not_filled_in(request, form, back=back)
    country, reason = form.cleaned_data["country"], form.cleaned_data["reason"]

    def act() -> None:
        clearing.place(tip_id, country=country, reason=reason, by=actor(request))

    return carry_out(request, act, said=f"Placed in {country} and referred under the agreement that covers it.", back=back)


urlpatterns = [
    path("tips/<uuid:tip_id>/", tip, name="tip"),
    path("tips/<uuid:tip_id>/place", place, name="place"),
]
