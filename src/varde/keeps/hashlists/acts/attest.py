from __future__ import annotations

from uuid import UUID

from django.db import transaction

from varde.keeps.hashlists import rules
from varde.keeps.hashlists.acts import _rows
from varde.keeps.hashlists.errors import EntryDisputed
from varde.keeps.hashlists.types import EntryState
from varde.keeps.ledger import face as ledger
from varde.kernels.terms.actors import THE_STATION, Actor


def attest(entry_id: UUID, *, organisation: str, by: Actor = THE_STATION) -> None:
    """An organisation vouches for an entry; the second makes it attested. A dispute ends when the one who disputed attests."""
    _rows.allow(by)
    rules.may_speak_for(organisation, by=by)
    with transaction.atomic():
        row = _rows.locked_entry(entry_id)
        if row.state == EntryState.DISPUTED and row.disputed_by != organisation:
            raise EntryDisputed(str(entry_id))
        if row.state != EntryState.DISPUTED and row.attestations.filter(organisation=organisation).exists():
            return
        _rows.vouch(row, organisation)
        _rows.changed(_rows.locked_list(row.hash_list.name), row=row)
        facts = {"organisation": organisation, "state": row.state}
        ledger.record(ledger.Kind.LIST_ENTRY_ATTESTED, about=entry_id, by=by, facts=facts)
