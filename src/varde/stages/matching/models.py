from __future__ import annotations

from typing import ClassVar

from django.db import models


class ReportLookedUp(models.Model):
    """A report whose media were all looked up; the mark that keeps a repeated step from doing it twice."""

    report = models.UUIDField(primary_key=True)
    looked_up_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.report)


class ObjectLookedUp(models.Model):
    """One file of a report. `undecodable` says why nobody may decode it here; such a file stays sealed."""

    report = models.ForeignKey(ReportLookedUp, on_delete=models.CASCADE, related_name="files")
    object = models.UUIDField(db_index=True)
    undecodable = models.CharField(max_length=60, null=True)  # noqa: DJ001  none is not an empty reason

    class Meta:
        """Each file once in each report."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["report", "object"], name="matching_object_once")]

    def __str__(self) -> str:
        return str(self.object)


class FoundInList(models.Model):
    """A hit, as it stood on the day of the look-up."""

    file = models.ForeignKey(ObjectLookedUp, on_delete=models.CASCADE, related_name="hits")
    list_name = models.CharField(max_length=120)
    entry_id = models.CharField(max_length=200)
    algorithm = models.CharField(max_length=40)
    bits_apart = models.IntegerField()
    attested_by = models.JSONField()
    classification = models.CharField(max_length=10, null=True)  # noqa: DJ001  none: the list states none

    def __str__(self) -> str:
        return f"{self.list_name} {self.entry_id}"
