"""Every address of the station: the doors bring their own."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def alive(_request: HttpRequest) -> HttpResponse:
    """Say that the web process answers; nothing else is told to a stranger."""
    return HttpResponse("ok\n", content_type="text/plain")


def _door(name: str) -> list[Any]:
    """What a door opens at this station's role: `patterns_for(role)`."""
    module = f"varde.doors.{name}.urls"
    if find_spec(f"varde.doors.{name}") is None or find_spec(module) is None:
        return []
    found: list[Any] = import_module(module).patterns_for(settings.VARDE_ROLE)
    return found


urlpatterns = [
    path("healthz", alive),
    path("accounts/", include("allauth.urls")),
    *_door("api"),
    *_door("public"),
    *_door("console"),
]
