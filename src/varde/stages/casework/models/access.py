"""Who sees which case: officers their district's, leads and supervisors all."""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from varde.keeps.parties import face as parties
from varde.kernels.terms.actors import Actor
from varde.stages.casework.errors import IncidentUnknown, NotYourCase, SuspectUnknown
from varde.stages.casework.models.incident import Incident
from varde.stages.casework.models.suspect import Suspect

LOCK = 0x76617264  # "vard"; an advisory lock of this database, held until the transaction ends


def one_at_a_time() -> None:
    """Every change to cases waits here for the one before: they share accounts, items, numbers and the ledger's end.

    Taken first in each act, so that no two acts ever wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def incident_for(incident: UUID, *, by: Actor, right: parties.Right = parties.Right.WORK_CASES) -> Incident:
    """The incident, or the one it was joined into, for somebody with the right."""
    parties.require(by, right)
    row = Incident.objects.select_related("joined_into").filter(pk=incident).first()
    if row is None:
        raise IncidentUnknown(str(incident))
    return row.joined_into or row


def seen_by(rows: QuerySet[Suspect], by: Actor) -> QuerySet[Suspect]:
    """Those of the rows that the actor may see."""
    if parties.sees_every_district(by):
        return rows
    return rows.filter(district=by.district) if by.district else rows.none()


def may_see(row: Suspect, by: Actor) -> bool:
    """Whether the actor may see this case."""
    return parties.sees_every_district(by) or (row.district is not None and row.district == by.district)


def case_of(incident: UUID, person: UUID, *, by: Actor, for_change: bool = False) -> Suspect:
    """A person's case in an incident; refused to officers of other districts."""
    if for_change:
        one_at_a_time()
    found = incident_for(incident, by=by)
    row = Suspect.objects.select_related("incident", "person").filter(incident=found, person=person).first()
    if row is None:
        raise SuspectUnknown(str(person))
    if not may_see(row, by):
        raise NotYourCase(str(person))
    return row


def require_all(persons: set[UUID], *, by: Actor) -> None:
    """Go on only if the actor sees each of these persons, in whichever incident."""
    rows = Suspect.objects.filter(person__in=persons)
    hidden = {row.person_id for row in rows} - {row.person_id for row in seen_by(rows, by)}
    if hidden:
        raise NotYourCase(str(min(hidden)))
