"""Which grounds an officer can find: those that the law's tables know for the place and for the time of every act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from varde.kernels.law import rules as law
from varde.kernels.law.rows import NotBooked
from varde.kernels.law.tables import neighbour_for
from varde.kernels.law.types import Disposition, Unsourced
from varde.stages.casework.rules.line import local_day
from varde.stages.casework.types import FindingKind, FindingOffered


def offered(jurisdiction: str | None, *, acts: Sequence[datetime]) -> tuple[FindingOffered, ...]:
    """What can be found; nothing where the country or every act is unknown."""
    if not (jurisdiction and acts):
        return ()
    return (*_neighbours(jurisdiction, acts), *_minor_conduct(jurisdiction, acts))


def _neighbours(jurisdiction: str, acts: Sequence[datetime]) -> list[FindingOffered]:
    return [
        FindingOffered(FindingKind.LAWFUL_NEIGHBOUR, row.id, f"from {row.from_age} to {row.to_age}: {row.when}")
        for row in law.lawful_neighbours(jurisdiction)
        if not any(isinstance(neighbour_for(jurisdiction, row.id, at), Unsourced) for at in acts)
    ]


def _minor_conduct(jurisdiction: str, acts: Sequence[datetime]) -> list[FindingOffered]:
    days = {local_day(at, country=jurisdiction) for at in acts}

    def holds(row: NotBooked) -> bool:
        is_minor = row.disposition is Disposition.NOT_BOOKED_MINOR_CONDUCT
        return is_minor and row.is_sourced and all(row.holds_on(day) for day in days)

    return [
        FindingOffered(FindingKind.MINOR_CONDUCT, row.id, row.when) for row in law.not_booked_reasons(jurisdiction) if holds(row)
    ]
