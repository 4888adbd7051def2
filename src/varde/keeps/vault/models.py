from __future__ import annotations

from typing import ClassVar

from django.db import models

from varde.keeps.vault.types import ObjectKind
from varde.kernels.terms.ids import new_uuid


class SealedObject(models.Model):
    """One sealed file. `address` is a keyed hash of the plain SHA-256; without the station key it says nothing.

    A destroyed object keeps its id and size; its wrapped key, digests and address are gone, and so is what could open it.
    """

    id = models.UUIDField(primary_key=True, default=new_uuid)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in ObjectKind])
    size = models.BigIntegerField()
    address = models.BinaryField(max_length=32, unique=True, null=True)
    wrapped_key = models.BinaryField(null=True)
    sealed_digests = models.BinaryField(null=True)
    sealed_by = models.CharField(max_length=200)
    sealed_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        """Openable or destroyed, nothing between."""

        constraints: ClassVar = [
            models.CheckConstraint(
                name="vault_openable_or_destroyed",
                condition=models.Q(destroyed_at__isnull=True, address__isnull=False, wrapped_key__isnull=False)
                | models.Q(destroyed_at__isnull=False, address__isnull=True, wrapped_key__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class Examination(models.Model):
    """What the decoder said of one object: sealed facts, or the reason why it could not be decoded."""

    object = models.OneToOneField(SealedObject, on_delete=models.CASCADE, primary_key=True)
    undecodable = models.CharField(max_length=60, null=True)  # noqa: DJ001  none is not an empty reason
    sealed_facts = models.BinaryField(null=True)
    examined_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.object_id}: {self.undecodable or 'examined'}"


class SealedFingerprints(models.Model):
    """All fingerprints of one algorithm of one object, sealed, with a keyed mark for equality.

    `seq` is the ledger entry's number: it grows in the order of commits (the ledger has one end), so that whoever has read up to
    one number has missed none below it.
    """

    id = models.BigAutoField(primary_key=True)
    seq = models.BigIntegerField()
    object = models.ForeignKey(SealedObject, on_delete=models.CASCADE)
    algorithm = models.CharField(max_length=40)
    mark = models.BinaryField(max_length=32, db_index=True)
    sealed = models.BinaryField()

    class Meta:
        """Once per object and algorithm."""

        indexes: ClassVar = [models.Index(fields=["algorithm", "seq"], name="vault_fingerprints_seq")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["object", "algorithm"], name="vault_fingerprints_once")]

    def __str__(self) -> str:
        return f"{self.object_id} {self.algorithm}"
