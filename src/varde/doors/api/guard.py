"""Which machine is at the door, and how a refusal is written: one guard for every JSON door that takes bearer tokens."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.views.decorators.csrf import csrf_exempt

from varde.keeps.parties import face as parties
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.errors import VardeError

View = Callable[..., HttpResponse]
Answer = Callable[..., HttpResponse]
LONGEST_ABOUT = 120
BUSY, RETRY_AFTER_SECONDS = 503, 5
_WHERE = ("path", "line", "lines")  # what an error may say of the place to mend


class TokenMissing(VardeError):
    """No valid token was shown; send `Authorization: Bearer …` with a token from `varde token add`."""

    code = "token_missing"
    status = 401


class PostOnly(VardeError):
    """This address takes POST only; send the request again as a POST."""

    code = "post_only"
    status = 405


class GetOnly(VardeError):
    """This address is for reading; send the request again as a GET."""

    code = "get_only"
    status = 405


class NotThisMethod(VardeError):
    """This address takes other methods; send the request again as one that the header Allow names."""

    code = "not_this_method"
    status = 405


class RequestTorn(VardeError):
    """The request broke off before its end and nothing was taken; send it again."""

    code = "request_torn"
    status = 400


class LengthMissing(VardeError):
    """The body's length was not announced, so nobody could tell whether all of it came; send it with a Content-Length."""

    code = "length_missing"
    status = 411


class NoSuchAddress(VardeError):
    """There is nothing at this address; /api/openapi.json lists what there is at this station."""

    code = "no_such_address"
    status = 404


ONLY: dict[tuple[str, ...], type[VardeError]] = {("GET",): GetOnly, ("POST",): PostOnly}


def needs(right: parties.Right | None, *, methods: tuple[str, ...] = ("POST",)) -> Callable[[View], Answer]:
    """A machine with this right (None: any token) may come in; what is refused is JSON and holds nothing of what was sent.

    The view is given the request, who asks, and what the address names. A token that lacks the right is recorded.
    """

    def guarded(view: View) -> Answer:
        @csrf_exempt  # a token in a header is no cookie: other sites cannot make a browser send it
        @wraps(view)
        def answer(request: HttpRequest, **named: Any) -> HttpResponse:  # noqa: ANN401  what the address names
            try:
                return view(request, admitted(request, right=right, methods=methods), **named)
            except UnreadablePostError:
                return refusal(RequestTorn(), allow=methods)
            except VardeError as error:
                return refusal(error, allow=methods)

        return answer

    return guarded


def only(*methods: str) -> Callable[[View], Answer]:
    """Of a door with locks of its own: other methods are refused in the same words."""

    def guarded(view: View) -> Answer:
        @csrf_exempt
        @wraps(view)
        def answer(request: HttpRequest, **named: Any) -> HttpResponse:  # noqa: ANN401  what the address names
            if request.method not in methods:
                return refusal(ONLY.get(methods, NotThisMethod)(), allow=methods)
            return view(request, **named)

        return answer

    return guarded


def admitted(request: HttpRequest, *, right: parties.Right | None, methods: tuple[str, ...]) -> Actor:
    """Who asks, if they may."""
    if request.method not in methods:
        raise ONLY.get(methods, NotThisMethod)
    if request.method == "POST" and "Transfer-Encoding" in request.headers:
        raise LengthMissing
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    holder = parties.actor_by_token(token.strip()) if scheme.lower() == "bearer" else None
    if holder is None:
        raise TokenMissing
    if right is not None and right not in holder.rights:
        parties.refuse_access(about=request.path[:LONGEST_ABOUT], by=holder.actor, why=f"token without {right}")
        raise parties.NotAllowed(right)
    return holder.actor


def refusal(error: VardeError, *, allow: tuple[str, ...] = ()) -> JsonResponse:
    """The error as JSON: its code, its sentence, and where it can be mended."""
    told: dict[str, object] = {"error": error.code, "message": error.message}
    told |= {name: getattr(error, name) for name in _WHERE if getattr(error, name, None) is not None}
    answer = JsonResponse(told, status=error.status)
    if error.status == TokenMissing.status:
        answer["WWW-Authenticate"] = "Bearer"
    elif error.status == PostOnly.status:
        answer["Allow"] = ", ".join(allow)
    elif error.status == BUSY:
        answer["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return answer


@csrf_exempt
def nothing_here(_request: HttpRequest, **_named: Any) -> HttpResponse:  # noqa: ANN401  whatever the address named
    """An address under a door's that is none of its own, told in JSON as everything else there."""
    return refusal(NoSuchAddress())
