from __future__ import annotations

from enum import StrEnum

from django.db import models

from varde.kernels.terms.ids import new_uuid
from varde.stages.clearing.types import AgreementShown


class SubmissionState(StrEnum):
    """The life of a report on the wire."""

    OPEN = "open"
    FINISHED = "finished"
    RETRACTED = "retracted"
    EXPIRED = "expired"


class Lane(StrEnum):
    """Where a tip stands after it was taken in."""

    REFERRED = "referred"
    NO_COUNTRY = "no_country"
    NO_AGREEMENT = "no_agreement"


class Submission(models.Model):
    """One report as its reporter sends it; unseen by analysts until finished. `number` is the report id on the wire."""

    id = models.UUIDField(primary_key=True, default=new_uuid)
    number = models.BigIntegerField(unique=True)
    reporter = models.CharField(max_length=60)
    state = models.CharField(max_length=20, default=SubmissionState.OPEN)
    document = models.BinaryField()  # the report's XML as received, sealed
    is_batched = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=["state", "changed_at"], name="submission_state"),)

    def __str__(self) -> str:
        return f"report {self.number}"


class SubmittedFile(models.Model):
    """One upload. The same bytes sent twice have two file ids."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="files")
    file_id = models.CharField(max_length=32, unique=True)
    object_id = models.UUIDField()
    details = models.BinaryField(null=True)  # fileDetails as received, sealed
    received_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.file_id


class Bundle(models.Model):
    """Reports that carry the same items. A bundle joined into another points there and stays readable."""

    id = models.UUIDField(primary_key=True, default=new_uuid)
    opened_at = models.DateTimeField()
    joined_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="joined")

    def __str__(self) -> str:
        return str(self.pk)


class BundleItem(models.Model):
    """One picture or clip in all its copies; `object_id` is the first copy seen, with which others are compared."""

    id = models.UUIDField(primary_key=True, default=new_uuid)
    bundle = models.ForeignKey(Bundle, on_delete=models.PROTECT, related_name="items")
    object_id = models.UUIDField(unique=True)
    first_seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)


class BundleCopy(models.Model):
    """A file that is this item: the same bytes, or near to the first copy by so many bits."""

    item = models.ForeignKey(BundleItem, on_delete=models.PROTECT, related_name="copies")
    object_id = models.UUIDField(unique=True)
    bits_apart = models.IntegerField()
    algorithm = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"{self.object_id} of {self.item_id}"


class Tip(models.Model):
    """A finished report, taken in: graded, placed, bundled. `country` is empty where none is known."""

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, primary_key=True, related_name="tip")
    bundle = models.ForeignKey(Bundle, on_delete=models.PROTECT, related_name="tips")
    lane = models.CharField(max_length=20)
    country = models.CharField(max_length=2, default="")
    confidence_percent = models.IntegerField(default=0)
    place_reasons = models.JSONField()
    quality_percent = models.IntegerField()
    urgency = models.CharField(max_length=20)
    grade_reasons = models.JSONField()
    account_mark = models.BinaryField(max_length=32)
    acts = models.IntegerField()
    unread = models.IntegerField(default=0)  # lines of the acts block that this version cannot read
    unread_lines = models.BinaryField(null=True)  # these lines as they stand, sealed
    platform = models.CharField(max_length=256)
    first_act_at = models.DateTimeField(null=True)
    taken_in_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=["lane", "taken_in_at"], name="tip_lane"),
            models.Index(fields=["account_mark"], name="tip_account"),
        )

    def __str__(self) -> str:
        return f"tip {self.submission_id}"


class Agreement(models.Model):
    """Who may receive tips of a country, since when, on which basis."""

    id = models.UUIDField(primary_key=True, default=new_uuid)
    agency = models.CharField(max_length=60)
    country = models.CharField(max_length=2)
    legal_basis = models.CharField(max_length=300)
    handling = models.CharField(max_length=20)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint("agency", "country", name="one_agreement", condition=models.Q(until__isnull=True)),
        )

    def __str__(self) -> str:
        return f"{self.agency} for {self.country}"

    def shown(self) -> AgreementShown:
        """The row as a type."""
        return AgreementShown(self.id, self.agency, self.country, self.legal_basis, self.handling, self.since, self.until)


class SentReferral(models.Model):
    """What one agency was given of one tip."""

    id = models.UUIDField(primary_key=True, default=new_uuid)
    tip = models.ForeignKey(Tip, on_delete=models.PROTECT, related_name="referrals")
    agency = models.CharField(max_length=60)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT)
    document = models.UUIDField()
    routed_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint("tip", "agency", name="one_referral_per_agency"),)

    def __str__(self) -> str:
        return f"referral {self.pk} to {self.agency}"


class ReturnedOutcome(models.Model):
    """What an agency said came of a tip; passed on to the platform. One outcome may be about several tips on an account."""

    id = models.UUIDField(primary_key=True, default=new_uuid)
    outcome_id = models.UUIDField()
    tip = models.ForeignKey(Tip, on_delete=models.PROTECT, related_name="outcomes")
    agency = models.CharField(max_length=60)
    code = models.CharField(max_length=60)
    arrived_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint("outcome_id", "tip", name="one_outcome_per_tip"),)

    def __str__(self) -> str:
        return f"{self.code} from {self.agency}"
