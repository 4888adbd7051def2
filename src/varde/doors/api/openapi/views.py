from __future__ import annotations

from django.http import HttpRequest, JsonResponse

from varde.doors.api.guard import only
from varde.doors.api.openapi.document import document_for
from varde.kernels.terms.roles import StationRole


@only("GET")
def document(_request: HttpRequest, *, role: StationRole) -> JsonResponse:
    """What this station's JSON doors take and answer; no secret, so no token is asked."""
    return JsonResponse(document_for(role))
