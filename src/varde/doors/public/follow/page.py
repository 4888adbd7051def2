from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from varde.doors.public.follow.form import FollowForm
from varde.stages.intake import face as intake

TOLD: dict[intake.Progress, str] = {
    intake.Progress.RECEIVED: "We have it. A person will look at it.",
    intake.Progress.BEING_LOOKED_AT: "It is waiting for, or with, a person who looks at it.",
    intake.Progress.CONFIRMED: "A person looked at it and it is being passed on to those who can help. You did the right thing.",
    intake.Progress.NOT_REPORTABLE: "A person looked at it. It is not passed on. You did nothing wrong by telling us.",
}


@csrf_exempt  # it changes nothing, and no cookie is set for people who report
def follow(request: HttpRequest) -> HttpResponse:
    """Show how far a report has come; an unknown number and a wrong PIN look the same."""
    form = FollowForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "public/follow/page.html", {"form": form}, status=400 if form.is_bound else 200)
    try:
        found = intake.follow(form.cleaned_data["case_number"], pin=form.cleaned_data["pin"])
    except intake.CaseNotFound as error:
        return render(request, "public/follow/page.html", {"form": form, "error": error}, status=404)
    return render(request, "public/follow/page.html", {"form": FollowForm(), "found": found, "told": TOLD[found.progress]})


urlpatterns = [path("follow/", follow)]
