from __future__ import annotations

from django.db import transaction

from varde.keeps.hashlists.acts import _rows
from varde.keeps.hashlists.errors import ListExists
from varde.keeps.hashlists.models import HashList
from varde.keeps.ledger import face as ledger
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION, Actor


def add_list(name: str, source: str, *, by: Actor = THE_STATION) -> None:
    """Add an empty list that comes from `source` (an organisation). The same list twice is one list."""
    _rows.allow(by)
    with transaction.atomic():
        row, is_new = HashList.objects.get_or_create(name=name, defaults={"source": source, "added_at": clock.now()})
        if not is_new:
            if row.source != source:
                raise ListExists(name)
            return
        ledger.record(ledger.Kind.LIST_ADDED, about=row.id, by=by, facts={"name": name, "source": source})
