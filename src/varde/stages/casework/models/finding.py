from __future__ import annotations

from typing import ClassVar

from django.db import models

from varde.kernels.terms.ids import new_uuid
from varde.stages.casework.models.suspect import Suspect


class Finding(models.Model):
    """An officer's finding about a suspect, resting on a row of the law's tables; `reason` stays here, out of the ledger.

    `acts_count`: how many acts were known then. A finding speaks of no act that came later.
    """

    id = models.UUIDField(primary_key=True, default=new_uuid)
    suspect = models.ForeignKey(Suspect, on_delete=models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=20)
    row = models.CharField(max_length=80)
    covers_all_acts = models.BooleanField()
    acts_count = models.IntegerField()
    reason = models.TextField()
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        """At most one finding of a kind stands."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["suspect", "kind"], condition=models.Q(taken_back_at__isnull=True), name="casework_one_finding"
            ),
        ]

    def __str__(self) -> str:
        return f"finding {self.pk}"
