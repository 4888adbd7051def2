"""Which protocol is spoken at which station."""

from __future__ import annotations

from typing import Any

from django.urls import include, path

from varde.kernels.terms.roles import StationRole

THE_DOCUMENT = "varde.doors.api.openapi.urls"
DOORS: tuple[tuple[str, str, tuple[StationRole, ...]], ...] = (
    ("api/pending", "varde.doors.api.pending.urls", tuple(StationRole)),
    ("api/inbox/", "varde.doors.api.inbox.urls", tuple(StationRole)),
    ("api/v1/", "varde.doors.api.reports.urls", (StationRole.PLATFORM,)),
    ("api/v1/", "varde.doors.api.matching.urls", tuple(StationRole)),
    ("hma/", "varde.doors.api.matching.hma.urls", tuple(StationRole)),
    ("ispws/", "varde.doors.api.ispws.urls", (StationRole.CLEARINGHOUSE,)),
    ("api/v1/", "varde.doors.api.counts.urls", (StationRole.AGENCY,)),
    ("api/", THE_DOCUMENT, tuple(StationRole)),  # the last one under api/: it answers what none of the others has
)


def patterns_for(role: StationRole) -> list[Any]:
    """The addresses that a station of this role answers."""
    return [path(address, include(door), _told(door, role)) for address, door, roles in DOORS if role in roles]


def _told(door: str, role: StationRole) -> dict[str, object]:
    return {"role": role} if door == THE_DOCUMENT else {}
