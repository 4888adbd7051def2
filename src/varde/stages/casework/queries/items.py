from __future__ import annotations

from uuid import UUID

from django.db.models import Count

from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import ObjectId
from varde.stages.casework.models import Copy, Item
from varde.stages.casework.models.access import incident_for
from varde.stages.casework.types import ItemRow


def items(incident: UUID, *, by: Actor) -> list[ItemRow]:
    """The items of an incident in the order in which they became known."""
    found = incident_for(incident, by=by)
    rows = Item.objects.filter(incident=found, keys__isnull=False).distinct().order_by("number")
    acts = dict(Item.objects.filter(incident=found).annotate(n=Count("acts")).values_list("pk", "n"))
    senders = dict(
        Item.objects.filter(incident=found).annotate(n=Count("acts__account__person", distinct=True)).values_list("pk", "n")
    )
    copies: dict[UUID, list[Copy]] = {}
    for copy in Copy.objects.filter(incident=found).order_by("bits_apart", "id"):
        copies.setdefault(copy.item_id, []).append(copy)
    return [_row(row, copies.get(row.pk, []), acts=acts[row.pk], senders=senders[row.pk]) for row in rows]


def _row(item: Item, copies: list[Copy], *, acts: int, senders: int) -> ItemRow:
    shown = next((copy.object_id for copy in copies if copy.object_id), None)
    kind = next((copy.media_kind for copy in copies if copy.media_kind), item.media_kind)
    return ItemRow(item.pk, item.number, kind, len(copies), acts, senders, ObjectId(shown) if shown else None)
