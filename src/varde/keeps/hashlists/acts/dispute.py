from __future__ import annotations

from uuid import UUID

from django.db import transaction

from varde.keeps.hashlists import rules
from varde.keeps.hashlists.acts import _rows
from varde.keeps.hashlists.types import EntryState
from varde.keeps.ledger import face as ledger
from varde.kernels.terms.actors import THE_STATION, Actor


def dispute(entry_id: UUID, *, organisation: str, reason: str, by: Actor = THE_STATION) -> None:
    """An organisation says that an entry is wrong: its own attestation goes, and the entry hits no more until that is settled."""
    _rows.allow(by)
    rules.may_speak_for(organisation, by=by)
    with transaction.atomic():
        row = _rows.locked_entry(entry_id)
        if row.state == EntryState.DISPUTED:
            return
        row.attestations.filter(organisation=organisation).delete()
        row.state, row.disputed_by = EntryState.DISPUTED, organisation
        row.save()
        _rows.changed(_rows.locked_list(row.hash_list.name), row=row)
        facts = {"organisation": organisation, "reason": reason}
        ledger.record(ledger.Kind.LIST_ENTRY_DISPUTED, about=entry_id, by=by, facts=facts)
