"""Which public pages a station has."""

from __future__ import annotations

from typing import Any

from varde.doors.public.follow.page import urlpatterns as follow
from varde.kernels.terms.roles import StationRole


def patterns_for(role: StationRole) -> list[Any]:
    """A platform has them; the others speak with organisations only."""
    return list(follow) if role is StationRole.PLATFORM else []
