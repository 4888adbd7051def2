"""Which protocol is spoken at which station."""

from __future__ import annotations

from typing import Any

from django.urls import include, path

from varde.kernels.terms.roles import StationRole

DOORS: tuple[tuple[str, str, tuple[StationRole, ...]], ...] = (
    ("api/pending", "varde.doors.api.pending.urls", tuple(StationRole)),
    ("api/inbox/", "varde.doors.api.inbox.urls", tuple(StationRole)),
    ("api/v1/", "varde.doors.api.reports.urls", (StationRole.PLATFORM,)),
    ("api/v1/", "varde.doors.api.matching.urls", tuple(StationRole)),
    ("hma/", "varde.doors.api.matching.hma.urls", tuple(StationRole)),
    ("ispws/", "varde.doors.api.ispws.urls", (StationRole.CLEARINGHOUSE,)),
    ("api/v1/", "varde.doors.api.counts.urls", (StationRole.AGENCY,)),
)


def patterns_for(role: StationRole) -> list[Any]:
    """The addresses that a station of this role answers."""
    return [path(address, include(door)) for address, door, roles in DOORS if role in roles]
