"""One suspect's page, and what an officer decides on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from varde.doors.console.shell import words
from varde.doors.console.shell.answer import carry_out, not_filled_in
from varde.doors.console.shell.ask import actor, screen
from varde.doors.console.suspect import form as forms
from varde.doors.console.suspect import shown
from varde.keeps.parties import face as parties
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import AccountId, IncidentId, PersonId
from varde.stages.casework import face as casework

Given = dict[str, Any]
Deed = Callable[[IncidentId, PersonId, Given, Actor], object]


@require_safe
@screen(parties.Right.WORK_CASES)
def suspect(request: HttpRequest, person: UUID) -> HttpResponse:
    """Everything that is known of this person in one incident; that it is read is on record before it is shown."""
    by = actor(request)
    others = casework.incidents_of(person, by=by)
    incident = _asked(request.GET.get("incident", ""), others)
    casework.open_case(incident, person=PersonId(person), by=by)
    head = casework.incident_overview(incident, by=by)
    known = casework.suspect(incident, person=person, by=by)
    items, other_items = shown.items(casework.items(incident, by=by), of=known)
    context = {
        "incident": head,
        "known": known,
        "row": known.row,
        "proposed": words.lane(known.row.lane_proposed),
        "decided": words.lane(known.row.lane_decided),
        "disposition": words.disposition(known.row.disposition),
        "accounts": shown.accounts(known.accounts),
        "files": shown.files(known.files),
        "decisions": shown.decisions(known.decisions),
        "history": shown.history(known.history),
        "items": items,
        "other_items": other_items,
        "others": [line for line in casework.incidents(by=by) if line.id in others and line.id != head.id],
        "may_lead": parties.may(by, parties.Right.LEAD_CASES),
        "may_second": parties.may(by, parties.Right.SECOND_PERSON),
        "me": str(by),
    }
    offered = shown.choices(known, beside=casework.districts(incident, by=by))
    return render(request, "console/suspect/page.html", context | offered)


def _asked(text: str, among: list[IncidentId]) -> IncidentId:
    """The incident that is asked for, where this person has acts in it; else the latest."""
    return next((incident for incident in among if str(incident) == text), among[0])


def _decide_lane(incident: IncidentId, person: PersonId, given: Given, by: Actor) -> object:
    return casework.decide_lane(incident, person=person, lane=given["lane"], by=by, reason=given["reason"])


def _decide_disposition(incident: IncidentId, person: PersonId, given: Given, by: Actor) -> object:
    return casework.decide_disposition(incident, person=person, disposition=given["disposition"], by=by, reason=given["reason"])


def _assign(incident: IncidentId, person: PersonId, given: Given, by: Actor) -> None:
    casework.assign(incident, person=person, to=given["district"], by=by, reason=given["reason"])


def _unlink(_incident: IncidentId, _person: PersonId, given: Given, by: Actor) -> None:
    casework.unlink([AccountId(given["account"])], reason=given["reason"], by=by)


def _mark_depicted(incident: IncidentId, person: PersonId, given: Given, by: Actor) -> None:
    casework.mark_depicted_child(incident, person=person, item=given["item"], by=by, reason=given["reason"])


def _state_fact(_incident: IncidentId, _person: PersonId, given: Given, by: Actor) -> None:
    account = AccountId(given["account"])
    casework.state_fact(account, field=given["field"], value=given["value"], register=given["register"], by=by)


def _find_fact(incident: IncidentId, person: PersonId, given: Given, by: Actor) -> None:
    if given["answer"] == "take_back":
        casework.take_back_fact(incident, person=person, row=given["row"], by=by)
        return
    found = {"reason": given["reason"], "covers_all_acts": given["covers_all_acts"]}
    casework.find_fact(incident, person=person, row=given["row"], by=by, **found)


def _answer_second(_incident: IncidentId, _person: PersonId, given: Given, by: Actor) -> object:
    answered = casework.confirm_decision if given["answer"] == "confirm" else casework.withdraw_decision
    return answered(given["decision"], by=by)


def _button(address: str, name: str, form: type[forms.Entered], deed: Deed, said: str) -> Any:  # noqa: ANN401  a URL pattern
    """One form of the page: parse, do, say so, go back."""

    @require_POST
    @screen(parties.Right.WORK_CASES)
    def view(request: HttpRequest, person: UUID) -> HttpResponse:
        by, filled = actor(request), form(request.POST)
        incident = _asked(request.POST.get("incident", ""), casework.incidents_of(person, by=by))
        back = f"{reverse('suspect', args=[person])}?incident={incident}"
        if not filled.is_valid():
            return not_filled_in(request, filled, back=back)
        given = filled.cleaned_data
        return carry_out(request, lambda: deed(incident, PersonId(person), given, by), said=said, back=back)

    return path(f"suspects/<uuid:person>/{address}", view, name=name)


urlpatterns = [
    path("suspects/<uuid:person>/", suspect, name="suspect"),
    _button("lane", "decide_lane", forms.LaneForm, _decide_lane, "The lane was entered."),
    _button("disposition", "decide_disposition", forms.DispositionForm, _decide_disposition, "The disposition was entered."),
    _button("assign", "assign", forms.AssignForm, _assign, "The case was given to the district."),
    _button("unlink", "unlink", forms.UnlinkForm, _unlink, "The account stands for a person of its own again."),
    _button(
        "depicted",
        "mark_depicted_child",
        forms.DepictedForm,
        _mark_depicted,
        "Marked as the depicted child: protection comes first.",
    ),
    _button("fact", "state_fact", forms.FactForm, _state_fact, "The fact was entered beside what the platform stated."),
    _button("finding", "find_fact", forms.FindingForm, _find_fact, "The finding was entered; the lane is proposed anew."),
    _button("second", "confirm_decision", forms.SecondForm, _answer_second, "Your answer was entered."),
]
