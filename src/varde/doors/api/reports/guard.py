"""Who is at the door, and how a refusal is written."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, JsonResponse
from django.http.request import UnreadablePostError
from django.views.decorators.csrf import csrf_exempt

from varde.keeps.parties import face as parties
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.errors import VardeError

View = Callable[[HttpRequest, Actor], JsonResponse]
Answer = Callable[[HttpRequest], JsonResponse]


class TokenMissing(VardeError):
    """No valid token was shown; send `Authorization: Bearer …` with a token from `varde token add`."""

    code = "token_missing"
    status = 401


class PostOnly(VardeError):
    """This address takes POST only; send the request again as a POST."""

    code = "post_only"
    status = 405


class RequestTorn(VardeError):
    """The request broke off before its end and nothing was taken; send it again."""

    code = "request_torn"
    status = 400


class LengthMissing(VardeError):
    """The body's length was not announced, so nobody could tell whether all of it came; send it with a Content-Length."""

    code = "length_missing"
    status = 411


class IdempotencyKeyMissing(VardeError):
    """A report needs the header Idempotency-Key; send one with the report, and the same one when the report is sent again."""

    code = "idempotency_key_missing"
    status = 400
    path = "Idempotency-Key"


def needs(right: parties.Right) -> Callable[[View], Answer]:
    """A machine with this right may POST here; whatever is refused is answered as JSON, with nothing of what was sent."""

    def guarded(view: View) -> Answer:
        @csrf_exempt  # a token in a header is no cookie: other sites cannot make a browser send it
        @wraps(view)
        def answer(request: HttpRequest) -> JsonResponse:
            try:
                return view(request, _admitted(request, right=right))
            except UnreadablePostError:
                return refusal(RequestTorn())
            except VardeError as error:
                return refusal(error)

        return answer

    return guarded


def refusal(error: VardeError) -> JsonResponse:
    """The error as JSON: its code, its sentence, and where it can be mended."""
    told: dict[str, object] = {"error": error.code, "message": error.message}
    told |= {name: getattr(error, name) for name in ("path", "line", "lines") if getattr(error, name, None) is not None}
    answer = JsonResponse(told, status=error.status)
    if error.status == TokenMissing.status:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


def _admitted(request: HttpRequest, *, right: parties.Right) -> Actor:
    if request.method != "POST":
        raise PostOnly
    if "Transfer-Encoding" in request.headers:
        raise LengthMissing
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    holder = parties.actor_by_token(token.strip()) if scheme.lower() == "bearer" else None
    if holder is None:
        raise TokenMissing
    if right not in holder.rights:
        parties.refuse_access(about=request.path, by=holder.actor, why=f"token without {right}")
        raise parties.NotAllowed(right)
    return holder.actor
