from __future__ import annotations

from uuid import UUID

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import IncidentId, PersonId
from varde.stages.casework.acts._refresh import refresh
from varde.stages.casework.errors import ItemUnknown
from varde.stages.casework.models import DepictedChild, Item
from varde.stages.casework.models.access import case_of


def mark_depicted_child(incident: IncidentId, *, person: PersonId, item: UUID, by: Actor, reason: str = "") -> None:
    """Say that this person is the child in this item. Whoever is both depicted and a sharer is proposed for protection."""
    with transaction.atomic():
        row = case_of(incident, person, by=by, for_change=True)
        if not Item.objects.filter(pk=item, incident=row.incident).exists():
            raise ItemUnknown(str(item))
        marked = {"incident": row.incident, "by": str(by), "at": clock.now(), "reason": reason}
        _, is_new = DepictedChild.objects.get_or_create(person_id=person, item_id=item, defaults=marked)
        if not is_new:
            return
        ledger.record(ledger.Kind.DEPICTED_CHILD_MARKED, about=person, by=by, facts={"incident": row.incident_id, "item": item})
        refresh([person], by=by)
