from __future__ import annotations

from django.db import transaction

from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties
from varde.keeps.vault import registry
from varde.keeps.vault.errors import NoSuchObject
from varde.keeps.vault.models import Examination, SealedFingerprints, SealedObject
from varde.kernels.terms import clock
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import ObjectId


def destroy(object_id: ObjectId, *, by: Actor, reason: str) -> None:
    """Destroy an object for good: its key, digests and fingerprints go with the transaction, its file right after.

    `reason` is a code or a short phrase without names. Destroying twice is destroying once.
    """
    with transaction.atomic():
        row = SealedObject.objects.select_for_update().filter(id=object_id).first()
        if row is None:
            raise NoSuchObject(str(object_id))
        if row.sealed_by != str(by):  # whoever brought it may take it back; others need the right
            parties.require(by, parties.Right.OPEN_EVIDENCE)
        if row.destroyed_at is not None:
            return
        _forget(row)
        ledger.record(ledger.Kind.EVIDENCE_DESTROYED, about=object_id, by=by, facts={"reason": reason})
        transaction.on_commit(lambda: registry.store().remove(object_id))


def _forget(row: SealedObject) -> None:
    Examination.objects.filter(object=row).delete()
    SealedFingerprints.objects.filter(object=row).delete()
    row.address = row.wrapped_key = row.sealed_digests = None
    row.destroyed_at = clock.now()
    row.save(update_fields=["address", "wrapped_key", "sealed_digests", "destroyed_at"])
