"""`/m/lookup`, `/m/raw_lookup`, `/m/compare`, `/m/index/status`."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, JsonResponse

from varde.doors.api.guard import needs
from varde.doors.api.matching.errors import BodyUnreadable, ParameterMissing, UrlNotFetched
from varde.doors.api.matching.hma import signals
from varde.doors.api.matching.hma.hashing import hashed
from varde.doors.api.matching.views import read_body
from varde.keeps.hashlists import face as hashlists
from varde.keeps.parties import face as parties
from varde.kernels.hashing import algorithm
from varde.kernels.terms.actors import Actor

PAIR = 2
LONGEST_BODY = 64 * 1024


@needs(parties.Right.LOOK_UP, methods=("GET", "POST"))
def lookup(request: HttpRequest, _by: Actor) -> JsonResponse:
    """GET: the banks in which a signal is. POST: the same of a file, by signal type."""
    if request.method == "POST":
        return JsonResponse(_of_file(request))
    if "url" in request.GET:
        raise UrlNotFetched
    return JsonResponse(signals.by_bank(_of_signal(request)))


@needs(parties.Right.LOOK_UP, methods=("GET",))
def raw_lookup(request: HttpRequest, _by: Actor) -> JsonResponse:
    """The entries in which a signal is, by their whole numbers."""
    with_distance = signals.flag("include_distance", request.GET.get("include_distance"))
    hits = _of_signal(request)
    told = [signals.with_distance(hit) if with_distance else signals.content_id(hit.entry_id) for hit in hits]
    return JsonResponse({"matches": told})


def _of_signal(request: HttpRequest) -> list[hashlists.Hit]:
    missing = [name for name in ("signal", "signal_type") if not request.GET.get(name)]
    if missing:
        raise ParameterMissing(missing[0])
    of = signals.signal_type(request.GET["signal_type"])
    value, banks = of.read(request.GET["signal"]), signals.banks_of(request.GET.get("banks"))
    return _within(hashlists.ask([hashlists.Asked(of.algorithm, value)]).hits, banks)


def _of_file(request: HttpRequest) -> dict[str, object]:
    """By signal type. One that could not be made is left out when another one hits, and is the answer's error when none does."""
    banks = signals.banks_of(request.GET.get("banks"))
    with hashed(request) as found:
        algorithms = {one.algorithm for one in found.types}
        asked = [one for one in (*found.file.of_bytes, *found.file.of_looks) if one.algorithm in algorithms]
        hits = _within(hashlists.ask(asked).hits, banks)
        untold = found.file.untold
        if untold is not None and not hits:
            raise untold
        told = {one.name: signals.by_bank(hit for hit in hits if hit.algorithm in one.told_as) for one in found.types}
        return {name: banks for name, banks in told.items() if banks or name != "pdq" or untold is None}


def _within(hits: tuple[hashlists.Hit, ...], banks: frozenset[str] | None) -> list[hashlists.Hit]:
    return [hit for hit in hits if banks is None or hit.list_name in banks]


@needs(parties.Right.LOOK_UP)
def compare(request: HttpRequest, _by: Actor) -> JsonResponse:
    """Pairs of signals by type: whether they match, and of fingerprints how many bits apart."""
    return JsonResponse({name: _compared(name, pair) for name, pair in _pairs(request).items()})


def _pairs(request: HttpRequest) -> dict[str, Any]:
    body = read_body(request, longest=LONGEST_BODY)
    if len(body) > LONGEST_BODY:
        raise BodyUnreadable(f"more than {LONGEST_BODY} bytes", path="$")
    try:
        pairs = json.loads(body)
    except (ValueError, RecursionError):
        raise BodyUnreadable("not JSON", path="$") from None
    if not isinstance(pairs, dict):
        raise BodyUnreadable("not an object", path="$")
    return pairs


def _compared(name: str, untrusted_pair: object) -> list[object]:
    of = signals.signal_type(name)
    is_pair = isinstance(untrusted_pair, list) and len(untrusted_pair) == PAIR
    if not is_pair or not all(isinstance(one, str) for one in untrusted_pair):  # type: ignore[attr-defined]
        raise BodyUnreadable("not a list of two signals", path=f"$.{of.name}")
    one, other = (of.read(signal) for signal in untrusted_pair)  # type: ignore[attr-defined]
    meaning = algorithm(of.algorithm)
    assert meaning is not None
    if of.algorithm is not signals.Algorithm.PDQ:
        return [one == other, {}]
    bits = meaning.distance_bits(one, other)
    return [bits <= meaning.radius_bits, {"distance": bits}]


@needs(parties.Right.LOOK_UP, methods=("GET",))
def index_status(request: HttpRequest, _by: Actor) -> JsonResponse:
    """Of each signal type: is it there, up to when (Unix seconds), how many entries."""
    name = request.GET.get("signal_type")
    types = signals.SIGNAL_TYPES if name is None else (signals.signal_type(name),)
    state, sizes = hashlists.index_state(), hashlists.sizes()
    built_to = int(state.read_at.timestamp())
    return JsonResponse({one.name: {"present": True, "built_to": built_to, "size": sizes[one.algorithm]} for one in types})
