from __future__ import annotations

from typing import ClassVar

from django.db import models

from varde.kernels.terms.ids import new_uuid


class Incident(models.Model):
    """One case: an item set, its reports and its suspects. `number` is what people call it by."""

    id = models.UUIDField(primary_key=True, default=new_uuid)
    number = models.IntegerField(unique=True)
    opened_at = models.DateTimeField()
    last_received_at = models.DateTimeField()
    publicity_at = models.DateTimeField(null=True)
    wave_cuts = models.JSONField(default=list)  # RFC 3339, ascending
    joined_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True)

    def __str__(self) -> str:
        return f"incident {self.number}"


class IncidentBundle(models.Model):
    """Which bundle of which sender belongs to which incident."""

    sender = models.CharField(max_length=120)
    bundle_id = models.UUIDField()
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="bundles")

    class Meta:
        """A bundle opens one incident."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["sender", "bundle_id"], name="casework_one_bundle")]

    def __str__(self) -> str:
        return f"bundle {self.bundle_id}"


class ReceivedReferral(models.Model):
    """A referral that was taken in; the letter itself lies in the vault."""

    id = models.UUIDField(primary_key=True)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="referrals")
    account = models.ForeignKey("casework.Account", on_delete=models.PROTECT, related_name="referrals")
    sender = models.CharField(max_length=120)
    platform = models.CharField(max_length=256)
    tip_reference = models.CharField(max_length=256)
    tip_received_at = models.DateTimeField()
    taken_at = models.DateTimeField()
    document = models.UUIDField()
    quality_percent = models.IntegerField(null=True)
    urgency = models.CharField(max_length=40, default="")
    grade_reasons = models.JSONField(default=list)
    handling = models.TextField(default="")
    legal_basis = models.TextField(default="")
    places = models.JSONField(default=list)
    prior = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"referral {self.tip_reference}"


class ReportSeen(models.Model):
    """A platform's case number: a participant's report that stands behind a tip."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="reports")
    platform = models.CharField(max_length=256)
    case_number = models.CharField(max_length=256)
    received_at = models.DateTimeField(null=True)

    class Meta:
        """The same report stands behind many tips and is one."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["incident", "platform", "case_number"], name="casework_one_report"),
        ]

    def __str__(self) -> str:
        return f"report {self.case_number}"
