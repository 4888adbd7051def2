from __future__ import annotations

from uuid import UUID

from django.db import transaction

from varde.keeps.hashlists import rules
from varde.keeps.hashlists.acts import _rows
from varde.keeps.hashlists.models import HashList, ListEntry
from varde.keeps.hashlists.types import Algorithm, EntryState, NewEntry
from varde.keeps.ledger import face as ledger
from varde.kernels.terms.actors import THE_STATION, Actor


def add_entry(
    list_name: str,
    *,
    algorithm: Algorithm,
    value: bytes,
    classification: str | None = None,
    size: int | None = None,
    attested_by: tuple[str, ...] = (),
    by: Actor = THE_STATION,
) -> UUID:
    """Put a fingerprint on a list. Without other names the list's source vouches for it; the same value twice is one entry."""
    _rows.allow(by)
    entry = NewEntry(Algorithm(algorithm), value, classification, size, attested_by)
    with transaction.atomic():
        hash_list = _rows.locked_list(list_name)
        row, is_new = enter(hash_list, entry=entry, by=by)
        if is_new:
            _rows.changed(hash_list)
            facts = {"list": list_name, "algorithm": entry.algorithm, "state": row.state}
            ledger.record(ledger.Kind.LIST_ENTRY_ADDED, about=row.id, by=by, facts=facts)
    return row.id


def enter(hash_list: HashList, *, entry: NewEntry, by: Actor) -> tuple[ListEntry, bool]:
    """The entry's row, made if it is new (for this folder's acts; the list is locked by the caller)."""
    rules.check(entry)
    attesters = entry.attested_by or (hash_list.source,)
    for organisation in attesters:
        rules.may_speak_for(organisation, by=by)
    known = ListEntry.objects.exclude(state=EntryState.WITHDRAWN).filter(
        hash_list=hash_list, algorithm=entry.algorithm, value=entry.value
    )
    if row := known.first():
        return row, False
    version = hash_list.version + 1
    row = ListEntry.objects.create(
        hash_list=hash_list, algorithm=entry.algorithm, value=entry.value, size=entry.size, classification=entry.classification,
        state=EntryState.PROPOSED, added_in_version=version, changed_in_version=version,
    )  # fmt: skip
    for organisation in attesters:
        _rows.vouch(row, organisation)
    return row, True
