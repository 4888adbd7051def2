from __future__ import annotations

from typing import ClassVar

from django.db import models


class Handover(models.Model):
    """What the next step is given. Done rows stay, as the record of what ran; the payload holds ids only."""

    topic = models.CharField(max_length=60)
    payload = models.JSONField()
    put_at = models.DateTimeField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    lease_token = models.UUIDField(null=True)
    last_error = models.CharField(max_length=300, default="")

    class Meta:
        """What is due is found by a partial index."""

        indexes: ClassVar = [
            models.Index(fields=["due_at", "id"], name="handover_due", condition=models.Q(done_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.pk}"
