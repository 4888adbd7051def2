from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from varde.doors.console.shell.ask import actor, screen
from varde.keeps.parties import face as parties
from varde.stages.review import face as review

AT_MOST = 200


@require_safe
@screen(parties.Right.REVIEW)
def queue(request: HttpRequest) -> HttpResponse:
    """Open matters, the most urgent first; nothing is opened for this page."""
    lines = review.queue(by=actor(request), at_most=AT_MOST)
    shown = {
        "lines": lines,
        "open": review.count_open(),
        "oldest": min((line.received_at for line in lines), default=None),
        "me": actor(request).name,
        "unseen": sum(line.may_be_unseen for line in lines),
        "second": sum(line.asked_by is not None for line in lines),
        "views": next((views for views in review.views_by_person() if views.person == actor(request).name), None),
    }
    return render(request, "console/queue/page.html", shown)


urlpatterns = [path("queue/", queue, name="queue")]
