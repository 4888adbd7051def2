"""Pairs of accounts that may be one person's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from varde.doors.console.candidates.form import Answer
from varde.doors.console.shell.answer import carry_out, not_filled_in
from varde.doors.console.shell.ask import actor, screen
from varde.keeps.parties import face as parties
from varde.stages.casework import face as casework
from varde.stages.casework.face import Strength

SHOWN = (Strength.STRONG, Strength.MIDDLE)


@dataclass(frozen=True, slots=True)
class Pair:
    """A candidate, and what the suspects table says of its two persons."""

    candidate: casework.Candidate
    one: casework.SuspectRow | None
    other: casework.SuspectRow | None


@require_safe
@screen(parties.Right.WORK_CASES)
def candidates(request: HttpRequest, incident: UUID) -> HttpResponse:
    """The pairs with their evidence, strongest first; weak likenesses only when asked for."""
    by, weak_too = actor(request), "weak" in request.GET
    head = casework.incident_overview(incident, by=by)
    found = casework.candidates(head.id, by=by, strengths=tuple(Strength) if weak_too else SHOWN)
    rows = {row.person: row for row in casework.suspects(head.id, by=by).rows}
    pairs = [Pair(each, rows.get(each.one_person), rows.get(each.other_person)) for each in found]
    shown = {"incident": head, "candidates": pairs, "weak_too": weak_too, "strong": sum(_is_strong(each) for each in found)}
    return render(request, "console/candidates/page.html", shown)


def _is_strong(candidate: casework.Candidate) -> bool:
    return candidate.strength is Strength.STRONG


@require_POST
@screen(parties.Right.WORK_CASES)
def link(request: HttpRequest, incident: UUID) -> HttpResponse:
    """Say that the marked pairs are one person each."""
    by = actor(request)

    def act(answer: Answer) -> object:
        head = casework.incident_overview(incident, by=by)
        return casework.link_candidates(
            head.id, candidates=answer.cleaned_data["candidate"], by=by, reason=answer.cleaned_data["reason"]
        )

    return _answered(request, incident, act, said="The marked accounts are one person's each; this can be undone.")


@require_POST
@screen(parties.Right.WORK_CASES)
def dismiss(request: HttpRequest, incident: UUID) -> HttpResponse:
    """Say that the marked pairs are two people each."""
    by = actor(request)

    def act(answer: Answer) -> None:
        head = casework.incident_overview(incident, by=by)
        casework.dismiss_candidates(
            head.id, candidates=answer.cleaned_data["candidate"], by=by, reason=answer.cleaned_data["reason"]
        )

    return _answered(request, incident, act, said="The marked pairs are two people each and are proposed no more.")


def _answered(request: HttpRequest, incident: UUID, act: Callable[[Answer], object], *, said: str) -> HttpResponse:
    back, answer = reverse("candidates", args=[incident]), Answer.of(request.POST)
    if not answer.is_valid():
        return not_filled_in(request, answer, back=back)
    return carry_out(request, lambda: act(answer), said=said, back=back)


urlpatterns = [
    path("incidents/<uuid:incident>/candidates/", candidates, name="candidates"),
    path("incidents/<uuid:incident>/candidates/link", link, name="link_candidates"),
    path("incidents/<uuid:incident>/candidates/dismiss", dismiss, name="dismiss_candidates"),
]
