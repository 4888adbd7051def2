from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_safe

from varde.doors.console.shell import words
from varde.doors.console.shell.ask import screen
from varde.keeps.parties import face as parties
from varde.stages.clearing import face as clearing

AT_MOST = 2000


@require_safe
@screen(parties.Right.CLEAR)
def bundle(request: HttpRequest, bundle_id: UUID) -> HttpResponse:
    """One bundle; the address of one that was joined into another leads there."""
    found = clearing.bundle(bundle_id)
    if found.id != bundle_id:
        return redirect(f"/bundles/{found.id}/")
    shown = {
        "bundle": found,
        "items": clearing.items_of(bundle_id),
        "tips": [(tip, [words.outcome(code) for code in tip.outcomes]) for tip in clearing.tips_of(bundle_id, limit=AT_MOST)],
        "at_most": AT_MOST,
    }
    return render(request, "console/bundle/page.html", shown)


urlpatterns = [path("bundles/<uuid:bundle_id>/", bundle, name="bundle")]
