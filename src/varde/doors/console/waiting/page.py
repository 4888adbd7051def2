from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from varde.doors.console.shell.ask import screen
from varde.keeps.parties import face as parties
from varde.stages.clearing import face as clearing

AT_MOST = 500
LANES = (
    ("no_country", "no-country", "No country", "Nothing in these tips says where the account is. A person places them."),
    ("no_agreement", "no-agreement", "No agreement", "The country is known, but no agreement in force covers it."),
)  # fmt: skip


@require_safe
@screen(parties.Right.CLEAR)
def waiting(request: HttpRequest) -> HttpResponse:
    """Both lanes, oldest first, each tip with the reasons for which it lies there."""
    tips, desk = clearing.waiting(limit=AT_MOST), clearing.desk()
    totals = {"no_country": desk.no_country, "no_agreement": desk.no_agreement}
    lanes = [(anchor, name, why, [t for t in tips if t.lane == lane], totals[lane]) for lane, anchor, name, why in LANES]
    return render(request, "console/waiting/page.html", {"lanes": lanes, "desk": desk})


urlpatterns = [path("waiting/", waiting, name="waiting")]
