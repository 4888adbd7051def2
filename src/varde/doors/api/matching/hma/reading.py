"""`/c/banks`, `/c/bank/<name>`, `/c/signal_type`, and the three questions about health."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse

from varde.doors.api.guard import BUSY, RETRY_AFTER_SECONDS, needs
from varde.doors.api.matching.hma.signals import SIGNAL_TYPES
from varde.keeps.hashlists import face as hashlists
from varde.keeps.parties import face as parties
from varde.kernels.terms.actors import Actor

reads = needs(parties.Right.LOOK_UP, methods=("GET",))


@reads
def banks(_request: HttpRequest, _by: Actor) -> JsonResponse:
    """Every list, as HMA's banks."""
    return JsonResponse([_bank(name) for name in hashlists.names()], safe=False)


@reads
def bank(_request: HttpRequest, _by: Actor, *, name: str) -> JsonResponse:
    """One list."""
    if name not in hashlists.names():
        raise hashlists.NoSuchList
    return JsonResponse(_bank(name))


def _bank(name: str) -> dict[str, object]:
    return {"name": name, "matching_enabled_ratio": 1.0}


@reads
def signal_types(_request: HttpRequest, _by: Actor) -> JsonResponse:
    """What can be asked."""
    return JsonResponse([{"name": one.name, "enabled_ratio": 1.0} for one in SIGNAL_TYPES], safe=False)


@reads
def status(_request: HttpRequest, _by: Actor) -> HttpResponse:
    """Can questions be answered? Loads the index if need be."""
    return _ready("I-AM-ALIVE")


@reads
def ready(_request: HttpRequest, _by: Actor) -> HttpResponse:
    """The same under the name that probes of readiness use."""
    return _ready("READY")


@reads
def live(_request: HttpRequest, _by: Actor) -> HttpResponse:
    """Does the process answer?"""
    return HttpResponse("OK", content_type="text/plain")


def _ready(word: str) -> HttpResponse:
    try:
        hashlists.index_state()
    except hashlists.IndexNotLoaded:
        headers = {"Retry-After": str(RETRY_AFTER_SECONDS)}
        return HttpResponse("INDEX-NOT-LOADED", content_type="text/plain", status=BUSY, headers=headers)
    return HttpResponse(word, content_type="text/plain")
