from __future__ import annotations

from django.http import HttpRequest, JsonResponse

from varde.doors.api.guard import needs
from varde.keeps.handover import face as handover
from varde.kernels.terms.actors import Actor
from varde.links.post import face as post


@needs(None, methods=("GET",))
def pending(_request: HttpRequest, _by: Actor) -> JsonResponse:
    """Handovers not done, letters not receipted, and the last error code of each kind of step that waits."""
    waiting = handover.pending()
    failing = {each.topic: each.last_error for each in waiting if each.last_error}
    return JsonResponse({"handovers": handover.count_pending(), "letters": len(post.undelivered()), "failing": failing})
