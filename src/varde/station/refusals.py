"""What a request is told when something was refused and the door did not say it itself: one sentence."""

from __future__ import annotations

import errno
from typing import ClassVar

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse

from varde.kernels.terms.errors import VardeError
from varde.station.headers import Next


class NoRoomLeft(VardeError):
    """The disk of this station is full; nothing that was accepted is lost, send it again when the operator has made room."""

    code: ClassVar[str] = "no_room_left"
    status: ClassVar[int] = 507


class Refusals:
    """Turns errors with a message into answers."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing happens on the way in."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Django asks here before it answers 500; None leaves it to Django."""
        refused = NoRoomLeft() if _is_full_disk(exception) else exception
        if not isinstance(refused, VardeError):
            return None
        if request.path.startswith("/api/"):
            return JsonResponse({"error": refused.code, "message": refused.message}, status=refused.status)
        return HttpResponse(f"{refused.message}\n", content_type="text/plain; charset=utf-8", status=refused.status)


def _is_full_disk(exception: BaseException) -> bool:
    if isinstance(exception, OSError):
        return exception.errno in {errno.ENOSPC, errno.EDQUOT}
    return isinstance(exception, OperationalError) and getattr(exception.__cause__, "sqlstate", "") == "53100"
