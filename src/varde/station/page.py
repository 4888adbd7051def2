"""What every page may show of the station itself."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from varde.doors.console.urls import SCREENS


def station(request: HttpRequest) -> dict[str, Any]:
    """`station.name`, `.role`, `.screens` (each, and whether this page belongs to it) and `.is_demo`, for templates."""
    known = {
        "name": settings.VARDE_NAME,
        "role": settings.VARDE_ROLE.value,
        "screens": [(screen, screen.is_current(request.path)) for screen in SCREENS[settings.VARDE_ROLE]],
        "is_demo": settings.VARDE_DEMO,
    }
    return {"station": known}
