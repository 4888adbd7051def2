from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from varde.keeps.handover import face as handover
from varde.keeps.parties import face as parties
from varde.links.post import face as post


@require_GET
def pending(request: HttpRequest) -> JsonResponse:
    """Handovers not done, letters not receipted, and the last error code of each kind of step that waits."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    holder = parties.actor_by_token(token) if scheme.casefold() == "bearer" else None
    if holder is None:
        return JsonResponse({"error": "not_known", "message": "Show a token: Authorization: Bearer …"}, status=401)
    waiting = handover.pending()
    failing = {each.topic: each.last_error for each in waiting if each.last_error}
    return JsonResponse({"handovers": handover.count_pending(), "letters": len(post.undelivered()), "failing": failing})
