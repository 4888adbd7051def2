from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.vault import registry
from varde.keeps.vault.models import SealedObject
from varde.keeps.vault.types import StoredFile, Swept
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION
from varde.kernels.terms.ids import ObjectId

KEPT = timedelta(hours=24)


def sweep() -> Swept:
    """Remove files older than a day that no row names, and name the objects whose file is missing (an alarm, and on record)."""
    before = clock.now() - KEPT
    found = list(registry.store().files())
    rows = dict(SealedObject.objects.values_list("id", "destroyed_at"))
    orphans = [file for file in found if file.written_at < before and _is_orphan(file, rows)]
    for file in orphans:
        registry.store().discard(file)
    here = {file.id for file in found}
    missing = tuple(ObjectId(id_) for id_, destroyed in rows.items() if destroyed is None and id_ not in here)
    still = _still_missing(missing)
    _record(still)
    return Swept(len(orphans), still)


def _record(missing: Collection[ObjectId]) -> None:
    """Once for each object, however often we look."""
    told = {entry.about for entry in ledger.entries((ledger.Kind.EVIDENCE_MISSING,))} if missing else set()
    for object_id in missing:
        if str(object_id) not in told:
            with transaction.atomic():
                ledger.record(ledger.Kind.EVIDENCE_MISSING, about=object_id, by=THE_STATION)


def _is_orphan(file: StoredFile, rows: Mapping[UUID, object]) -> bool:
    return file.id is None or file.id not in rows or rows[file.id] is not None


def _still_missing(ids: tuple[ObjectId, ...]) -> tuple[ObjectId, ...]:
    """Asked again: an object put while we looked has its file."""
    here = {file.id for file in registry.store().files()} if ids else set()
    return tuple(id_ for id_ in ids if id_ not in here)
