from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from varde.doors.console.shell.ask import screen
from varde.keeps.parties import face as parties
from varde.stages.clearing import face as clearing

WHY = {
    "urgent": "at least one tip in it says that a child may be in danger now",
    "soon": "at least one tip in it says that children may need help soon",
    "routine": "no tip in it says that a child is in danger now",
}


@require_safe
@screen(parties.Right.CLEAR)
def desk(request: HttpRequest) -> HttpResponse:
    """The oldest waiting tip first, then the bundles with what puts them where they stand."""
    rows = [(bundle, tuple(_reasons(bundle))) for bundle in clearing.bundles()]
    return render(request, "console/desk/page.html", {"desk": clearing.desk(), "rows": rows})


def _reasons(bundle: clearing.BundleShown) -> Iterator[str]:
    yield f"{bundle.most_urgent}: {WHY[bundle.most_urgent]}"
    if bundle.waiting:
        yield f"{bundle.waiting} of {bundle.tips} tips can be given to nobody yet"
    if bundle.joined:
        yield f"{len(bundle.joined)} earlier bundle{'s' if len(bundle.joined) > 1 else ''} joined, found to carry the same items"


urlpatterns = [path("desk/", desk, name="desk")]
