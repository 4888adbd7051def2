from __future__ import annotations

from typing import ClassVar

from django.db import models

from varde.kernels.terms.ids import new_uuid


class Review(models.Model):
    """A matter before the moderators: one report, or one offered copy."""

    id = models.UUIDField(primary_key=True, default=new_uuid)
    report = models.UUIDField(unique=True)
    kind = models.CharField(max_length=10)
    state = models.CharField(max_length=20)
    case_number = models.CharField(max_length=9)
    submission = models.UUIDField()
    received_at = models.DateTimeField()
    queued_at = models.DateTimeField()
    claimed_by = models.CharField(max_length=200, null=True)  # noqa: DJ001  nobody is not an empty name
    claimed_at = models.DateTimeField(null=True)
    asked_by = models.CharField(max_length=200, null=True)  # noqa: DJ001  nobody is not an empty name
    decided_by = models.CharField(max_length=200, null=True)  # noqa: DJ001  nobody is not an empty name
    decided_at = models.DateTimeField(null=True)
    refused_because = models.CharField(max_length=30, null=True)  # noqa: DJ001  none: it was not refused
    remark_sealed = models.BinaryField(null=True)

    class Meta:
        """The queue reads what is open."""

        indexes: ClassVar = [models.Index(fields=["state", "received_at"], name="review_open")]

    def __str__(self) -> str:
        return f"{self.case_number} {self.state}"


class ReviewItem(models.Model):
    """One file of a matter. `hits` are list hits as JSON; they are the lists' facts, not the file's."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="items")
    object = models.UUIDField(db_index=True)
    position = models.IntegerField()
    undecodable = models.BooleanField(default=False)
    hits = models.JSONField(default=list)
    is_confirmed = models.BooleanField(default=False)
    classification = models.CharField(max_length=2, null=True)  # noqa: DJ001  none: nobody classified it

    class Meta:
        """Each file once in each matter."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["review", "object"], name="review_item_once")]

    def __str__(self) -> str:
        return f"{self.review_id} {self.position}"


class ItemNear(models.Model):
    """A file of a matter resembles a confirmed item."""

    item = models.ForeignKey(ReviewItem, on_delete=models.CASCADE, related_name="near")
    confirmed = models.UUIDField()
    algorithm = models.CharField(max_length=40)
    bits_apart = models.IntegerField()

    class Meta:
        """One line for each confirmed item."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["item", "confirmed"], name="review_near_once")]

    def __str__(self) -> str:
        return f"{self.bits_apart} bits from {self.confirmed}"


class ConfirmedItem(models.Model):
    """A file that a person confirmed as reportable."""

    object = models.UUIDField(primary_key=True)
    confirmed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.object)


class JoinedReporter(models.Model):
    """Somebody else who reported the same; kept by report, since it may come before the matter is queued."""

    joined = models.UUIDField(primary_key=True)
    report = models.UUIDField(db_index=True)
    case_number = models.CharField(max_length=9)

    def __str__(self) -> str:
        return self.case_number


class View(models.Model):
    """How often a person looked at a file, blurred and clear."""

    object = models.UUIDField()
    person = models.CharField(max_length=200)
    clear = models.IntegerField(default=0)
    blurred = models.IntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        """One line for each file and person."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["object", "person"], name="review_view_once")]

    def __str__(self) -> str:
        return f"{self.clear} clear, {self.blurred} blurred"
