from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from varde.doors.console.agreements.form import AddForm, EndForm
from varde.doors.console.shell.answer import not_filled_in
from varde.doors.console.shell.ask import actor, screen
from varde.keeps.parties import face as parties
from varde.kernels.terms.ids import PeerName
from varde.kernels.terms.roles import StationRole
from varde.links.peers import face as peers
from varde.stages.clearing import face as clearing


@require_safe
@screen(parties.Right.CLEAR)
def agreements(request: HttpRequest) -> HttpResponse:
    """Every agreement, those in force first."""
    return _page(request, form=AddForm(agencies=_agencies()))


def _page(request: HttpRequest, *, form: AddForm, status: int = 200) -> HttpResponse:
    shown = {
        "rows": clearing.agreements(),
        "form": form,
        "has_agencies": bool(_agencies()),
        "may_agree": parties.may(actor(request), parties.Right.AGREE),
    }
    return render(request, "console/agreements/page.html", shown, status=status)


def _agencies() -> list[tuple[PeerName, str]]:
    return [(peer.name, peer.display_name) for peer in peers.peers() if peer.role is StationRole.AGENCY]


@require_POST
@screen(parties.Right.AGREE)
def agree(request: HttpRequest) -> HttpResponse:
    """From today on an agency may receive a country's tips."""
    form = AddForm(request.POST, agencies=_agencies())
    if not form.is_valid():
        return _page(request, form=form, status=422)
    told = form.cleaned_data
    made = clearing.agree(
        told["agency"], country=told["country"], legal_basis=told["legal_basis"], handling=told["handling"], by=actor(request)
    )
    messages.success(request, f"{made.agency} receives tips of {made.country}, since {made.since}.")
    return redirect("/agreements/")


@require_POST
@screen(parties.Right.AGREE)
def end(request: HttpRequest) -> HttpResponse:
    """From today on nothing more goes there."""
    form = EndForm(request.POST)
    if not form.is_valid():
        return not_filled_in(request, form, back="/agreements/")
    agency, country = form.cleaned_data["agency"], form.cleaned_data["country"]
    if clearing.end_agreement(agency, country=country, by=actor(request)):
        messages.success(request, f"Ended: nothing more of {country} goes to {agency}.")
    else:
        messages.info(request, f"No agreement with {agency} for {country} is in force.")
    return redirect("/agreements/")


urlpatterns = [
    path("agreements/", agreements, name="agreements"),
    path("agreements/add", agree, name="agree"),
    path("agreements/end", end, name="end_agreement"),
]
