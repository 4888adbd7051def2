from __future__ import annotations

from typing import ClassVar

from django.db import models

from varde.kernels.terms.ids import new_uuid
from varde.stages.casework.models.account import Account
from varde.stages.casework.models.incident import Incident, ReceivedReferral
from varde.stages.casework.models.item import Item


class Act(models.Model):
    """Who sent which item to whom, when. The direction is always outward: receiving is no act."""

    id = models.UUIDField(primary_key=True, default=new_uuid)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="acts")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="acts")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="acts")
    platform = models.CharField(max_length=256)
    service = models.CharField(max_length=256, default="")
    message = models.CharField(max_length=300)
    sha_mark = models.BinaryField(max_length=32)
    sent_at = models.DateTimeField()
    recipients_count = models.IntegerField()
    ip = models.GenericIPAddressField(null=True)
    port = models.IntegerField(null=True)

    class Meta:
        """The same act from two tips is one act."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["platform", "service", "message", "sha_mark"], name="casework_one_act"),
        ]
        indexes: ClassVar = [models.Index(fields=["incident", "account", "sent_at"], name="casework_acts_of_account")]

    def __str__(self) -> str:
        return f"act {self.pk}"


class Recipient(models.Model):
    """An account name to which an act sent; it may or may not be an account known here."""

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="recipients")
    name = models.CharField(max_length=300)

    class Meta:
        """A recipient of an act once."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["act", "name"], name="casework_one_recipient")]
        indexes: ClassVar = [models.Index(fields=["name"], name="casework_recipient_name")]

    def __str__(self) -> str:
        return f"recipient of act {self.act_id}"


class ActSource(models.Model):
    """Which referral told of an act. `disputed`: it named another sender than the first one did."""

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="sources")
    referral = models.ForeignKey(ReceivedReferral, on_delete=models.PROTECT)
    disputed = models.BooleanField(default=False)

    class Meta:
        """A referral tells of an act once."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["act", "referral"], name="casework_one_act_source")]

    def __str__(self) -> str:
        return f"source of act {self.act_id}"
