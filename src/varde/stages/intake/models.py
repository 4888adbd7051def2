from __future__ import annotations

from typing import ClassVar

from django.db import models

from varde.kernels.terms.ids import new_uuid


class ReceivedFile(models.Model):
    """One upload. `object` may be shared by several: the vault keeps the same bytes once."""

    id = models.UUIDField(primary_key=True, default=new_uuid)
    object = models.UUIDField(db_index=True)
    sender = models.CharField(max_length=200)
    received_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)

    class Meta:
        """Unclaimed uploads are swept by age."""

        indexes: ClassVar = [
            models.Index(fields=["received_at"], name="intake_unclaimed", condition=models.Q(claimed_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Report(models.Model):
    """A report or an offered copy. `joins` names the first report of the same messages."""

    id = models.UUIDField(primary_key=True, default=new_uuid)
    kind = models.CharField(max_length=10)
    case_number = models.CharField(max_length=9, unique=True)
    pin_mark = models.BinaryField(max_length=32)
    sender = models.CharField(max_length=200)
    received_at = models.DateTimeField()
    reporter_sealed = models.BinaryField(null=True)
    submission = models.UUIDField(null=True)
    joins = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="joined")

    def __str__(self) -> str:
        return self.case_number


class ReportPiece(models.Model):
    """What was reported, by keyed hash: who brings the same piece later joins the first."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="pieces")
    mark = models.BinaryField(max_length=32, unique=True)

    def __str__(self) -> str:
        return str(self.pk)


class ReportObject(models.Model):
    """A file that a report or an offered copy brought."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="objects_brought")
    object = models.UUIDField(db_index=True)

    class Meta:
        """Each file once in each report."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "object"], name="intake_object_once")]

    def __str__(self) -> str:
        return str(self.pk)


class RememberedRequest(models.Model):
    """An Idempotency-Key that was answered, by keyed hashes of key and body."""

    key_mark = models.BinaryField(max_length=32, unique=True)
    body_mark = models.BinaryField(max_length=32)
    report = models.ForeignKey(Report, null=True, on_delete=models.PROTECT)

    def __str__(self) -> str:
        return str(self.pk)
