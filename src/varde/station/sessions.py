"""A session ends twelve hours after log-in, however busy it was; thirty idle minutes end it through the cookie's age."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from varde.kernels.terms import clock
from varde.station.headers import Next

OPENED = "varde_opened_at"


class AbsoluteLimit:
    """Remembers when a person logged in and shows them the door when the time is up."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Check before the page is made."""
        if request.user.is_authenticated:
            self._check(request)
        return self.get_response(request)

    @staticmethod
    def _check(request: HttpRequest) -> None:
        present = int(clock.now().timestamp())
        opened = request.session.setdefault(OPENED, present)
        if present - opened > settings.VARDE_SESSION_LONGEST_SECONDS:
            logout(request)
