from __future__ import annotations

from typing import ClassVar

from django.db import models

from varde.kernels.terms.ids import new_uuid
from varde.stages.casework.models.account import Account
from varde.stages.casework.models.suspect import Suspect
from varde.stages.casework.types import DecisionMade, Matter


class Decision(models.Model):
    """A lane or a disposition that a person decided. It is in force from `in_force_at`; until then a second person is awaited."""

    id = models.UUIDField(primary_key=True, default=new_uuid)
    suspect = models.ForeignKey(Suspect, on_delete=models.PROTECT, related_name="decisions")
    matter = models.CharField(max_length=20)
    value = models.CharField(max_length=40)
    reason = models.TextField(default="")
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    second_reasons = models.JSONField(default=list)
    second_by = models.CharField(max_length=200, default="")
    in_force_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """At most one decision waits for a second person in each matter."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["suspect", "matter"],
                condition=models.Q(in_force_at__isnull=True, withdrawn_at__isnull=True),
                name="casework_one_awaited",
            ),
        ]

    def __str__(self) -> str:
        return f"decision {self.pk}"

    def made(self) -> DecisionMade:
        """The row as a type."""
        return DecisionMade(
            id=self.pk,
            matter=Matter(self.matter),
            value=self.value,
            reason=self.reason,
            by=self.by,
            at=self.at,
            second_reasons=tuple(self.second_reasons),
            second_by=self.second_by or None,
            in_force_at=self.in_force_at,
            is_withdrawn=self.withdrawn_at is not None,
        )


class OutcomeSent(models.Model):
    """One coded outcome for an account after a decision; its id is the letter's."""

    id = models.UUIDField(primary_key=True, default=new_uuid)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT)
    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    sender = models.CharField(max_length=120)
    code = models.CharField(max_length=40)
    document = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        """One outcome to a peer for an account and a decision."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["decision", "account", "sender"], name="casework_one_outcome")]

    def __str__(self) -> str:
        return f"outcome {self.pk}"
