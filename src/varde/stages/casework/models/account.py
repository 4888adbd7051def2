from __future__ import annotations

from typing import ClassVar

from django.db import models

from varde.kernels.terms.ids import new_uuid


class Person(models.Model):
    """Somebody behind one or more accounts. `number` is what people call them by while no name is certain."""

    id = models.UUIDField(primary_key=True, default=new_uuid)
    number = models.IntegerField(unique=True)
    known_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"person {self.number}"


class Account(models.Model):
    """An account on a platform. It starts with a person of its own (`own_person`), to whom unlinking brings it back."""

    id = models.UUIDField(primary_key=True, default=new_uuid)
    platform = models.CharField(max_length=256)
    service = models.CharField(max_length=256, default="")
    esp_identifier = models.CharField(max_length=300)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="accounts")
    own_person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    country = models.CharField(max_length=2, default="")  # by the claims of the latest referral, not by stated residence
    country_percent = models.IntegerField(null=True)
    known_at = models.DateTimeField()

    class Meta:
        """One row for an account, over all incidents."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["platform", "service", "esp_identifier"], name="casework_one_account"),
        ]

    def __str__(self) -> str:
        return f"account {self.pk}"


class Statement(models.Model):
    """What one source stated about an account. Contradictions stand side by side, each with its source."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="statements")
    field = models.CharField(max_length=30)
    value = models.CharField(max_length=600)
    is_verified = models.BooleanField(default=False)
    source = models.CharField(max_length=300)  # tip:<reference>, or register:<which> entered by an officer
    stated_at = models.DateTimeField()

    class Meta:
        """A source states a value once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "field", "value", "source"], name="casework_one_statement"),
        ]

    def __str__(self) -> str:
        return f"{self.field} of account {self.account_id}"


class PersonLink(models.Model):
    """An account was said to belong to a person, with the evidence; `undone_at` when that was taken back."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="links")
    from_person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    to_person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    evidence = models.JSONField(default=list)
    reason = models.TextField(default="")
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=200, default="")
    undone_reason = models.TextField(default="")

    def __str__(self) -> str:
        return f"link of account {self.account_id}"


class NotSame(models.Model):
    """An officer decided that two accounts are two people; the pair is no longer proposed."""

    one = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    reason = models.TextField(default="")

    class Meta:
        """One row for a pair, the smaller id first."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["one", "other"], name="casework_one_not_same")]

    def __str__(self) -> str:
        return f"not same {self.pk}"
