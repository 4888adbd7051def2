"""What every page may show of the station itself."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def station(_request: HttpRequest) -> dict[str, Any]:
    """`station_name`, `station_role` and `is_demo`, for templates."""
    return {"station_name": settings.VARDE_NAME, "station_role": settings.VARDE_ROLE.value, "is_demo": settings.VARDE_DEMO}
