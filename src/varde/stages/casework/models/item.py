from __future__ import annotations

from typing import ClassVar

from django.db import models

from varde.kernels.terms.ids import new_uuid
from varde.stages.casework.models.incident import Incident


class Item(models.Model):
    """One picture or clip, however often it was re-encoded."""

    id = models.UUIDField(primary_key=True, default=new_uuid)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="items")
    number = models.IntegerField()
    media_kind = models.CharField(max_length=60, default="")
    first_seen_at = models.DateTimeField()

    class Meta:
        """Numbered within its incident."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["incident", "number"], name="casework_one_item_number")]

    def __str__(self) -> str:
        return f"item {self.number}"


class ItemKey(models.Model):
    """The vault's keyed mark of a bundle-wide item key. An item has several when bundles were joined upstream."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="keys")
    mark = models.BinaryField(max_length=32)

    class Meta:
        """A key names one item in an incident."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["incident", "mark"], name="casework_one_item_key")]

    def __str__(self) -> str:
        return f"key of item {self.item_id}"


class Copy(models.Model):
    """One distinct file of an item, by the keyed mark of its SHA-256; the hash itself is sealed for exports."""

    id = models.UUIDField(primary_key=True, default=new_uuid)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="copies")
    sha_mark = models.BinaryField(max_length=32)
    sealed_sha256 = models.BinaryField()
    size = models.BigIntegerField(null=True)
    media_kind = models.CharField(max_length=60, default="")
    object_id = models.UUIDField(null=True)  # in this station's vault, when the file travelled along
    viewed_by_esp = models.BooleanField(null=True)
    classification = models.CharField(max_length=60, default="")
    bits_apart = models.IntegerField(null=True)
    self_production_told = models.BooleanField(default=False)  # a tip holds it possible that the child filmed it

    class Meta:
        """One row for a file in an incident."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["incident", "sha_mark"], name="casework_one_copy")]

    def __str__(self) -> str:
        return f"copy {self.pk}"
