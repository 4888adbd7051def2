from __future__ import annotations

from uuid import UUID

from django.db import transaction

from varde.keeps.hashlists.acts import _rows
from varde.keeps.hashlists.errors import EntryWithdrawn
from varde.keeps.hashlists.rules import may_speak_for
from varde.keeps.hashlists.types import EntryState
from varde.keeps.ledger import face as ledger
from varde.kernels.terms.actors import THE_STATION, Actor


def withdraw(entry_id: UUID, *, reason: str, by: Actor = THE_STATION) -> None:
    """Take an entry back for good; it never hits again. A peer may withdraw only from lists that are its own."""
    _rows.allow(by)
    with transaction.atomic():
        try:
            row = _rows.locked_entry(entry_id)
        except EntryWithdrawn:
            return
        may_speak_for(row.hash_list.source, by=by)
        row.state = EntryState.WITHDRAWN
        row.save()
        _rows.changed(_rows.locked_list(row.hash_list.name), row=row)
        ledger.record(ledger.Kind.LIST_ENTRY_WITHDRAWN, about=entry_id, by=by, facts={"reason": reason})
