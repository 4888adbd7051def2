"""Who may read figures, and how a refusal is written."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, JsonResponse

from varde.keeps.parties import face as parties
from varde.kernels.terms.errors import VardeError

Answer = Callable[..., JsonResponse]


class TokenMissing(VardeError):
    """No valid token was shown; send `Authorization: Bearer …` with a token from `varde token add`."""

    code = "token_missing"
    status = 401


class GetOnly(VardeError):
    """This address is for reading; send the request again as a GET."""

    code = "get_only"
    status = 405


def may_read_counts(view: Answer) -> Answer:
    """A machine with the right may GET here; a refusal is JSON, and recorded when a token lacks the right."""

    @wraps(view)
    def answer(request: HttpRequest, **named: Any) -> JsonResponse:  # noqa: ANN401  what the address names
        try:
            _admit(request)
            return view(request, **named)
        except VardeError as error:
            return refusal(error)

    return answer


def _admit(request: HttpRequest) -> None:
    if request.method != "GET":
        raise GetOnly
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    holder = parties.actor_by_token(token.strip()) if scheme.lower() == "bearer" else None
    if holder is None:
        raise TokenMissing
    if parties.Right.READ_COUNTS not in holder.rights:
        parties.refuse_access(about=request.path, by=holder.actor, why=f"token without {parties.Right.READ_COUNTS}")
        raise parties.NotAllowed(parties.Right.READ_COUNTS)


def refusal(error: VardeError) -> JsonResponse:
    """The error as JSON: its code and its sentence."""
    answer = JsonResponse({"error": error.code, "message": error.message}, status=error.status)
    if error.status == TokenMissing.status:
        answer["WWW-Authenticate"] = "Bearer"
    elif error.status == GetOnly.status:
        answer["Allow"] = "GET"
    return answer
