from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.urls import reverse

from varde.doors.api.guard import needs
from varde.keeps.parties import face as parties
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import IncidentId
from varde.stages.casework import face as casework
from varde.stages.statistics import face as statistics

may_read_counts = needs(parties.Right.READ_COUNTS, methods=("GET",))


@may_read_counts
def incidents(_request: HttpRequest, _by: Actor) -> JsonResponse:
    """Every incident that the ledger tells of, and where its figures are."""
    told = [
        {"incident": str(each), "counts": reverse("api-incident-counts", args=[each])} for each in statistics.incidents_told()
    ]
    return JsonResponse({"incidents": told})


@may_read_counts
def incident_counts(_request: HttpRequest, _by: Actor, *, incident: str) -> JsonResponse:
    """The figures of one incident."""
    return JsonResponse(_written(statistics.count_incident(_incident(incident))))


@may_read_counts
def station_counts(_request: HttpRequest, _by: Actor) -> JsonResponse:
    """The figures of all incidents together."""
    return JsonResponse(_written(statistics.count_station()))


@may_read_counts
def act_digests(_request: HttpRequest, _by: Actor) -> JsonResponse:
    """Every act as a digest: whoever knows an act can check that it arrived; nobody can read one out of it."""
    return JsonResponse({"digests": casework.act_digests()})


def _incident(untrusted: str) -> IncidentId:
    try:
        return IncidentId(UUID(untrusted))
    except ValueError:
        raise statistics.NothingTold from None


def _written(counted: statistics.Counted) -> dict[str, Any]:
    return {
        "incident": str(counted.incident) if counted.incident else None,
        "as_of": {"seq": counted.as_of_seq, "at": counted.as_of},
        "counts": counted.as_dict(),
        "figures": [_figure(figure) for figure in counted.figures],
    }


def _figure(figure: statistics.Figure) -> dict[str, Any]:
    return {"key": figure.key, "value": figure.value, "as_of": {"seq": figure.as_of_seq, "at": figure.as_of}}
