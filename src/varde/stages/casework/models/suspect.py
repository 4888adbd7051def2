from __future__ import annotations

from typing import ClassVar

from django.db import models

from varde.stages.casework.models.account import Person
from varde.stages.casework.models.incident import Incident
from varde.stages.casework.models.item import Item


class Suspect(models.Model):
    """A person in an incident: what is derived from statements and acts, rewritten when they change, and what people decided.

    A person without acts (any more) is no suspect; the row stays, with `acts_count` 0, since decisions may hang on it.
    """

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="suspects")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="suspects")
    since = models.DateTimeField()
    # derived
    label = models.CharField(max_length=600)
    accounts_count = models.IntegerField(default=0)
    acts_count = models.IntegerField(default=0)
    recipients_count = models.IntegerField(default=0)
    first_act_at = models.DateTimeField(null=True)
    last_act_at = models.DateTimeField(null=True)
    sex = models.CharField(max_length=10, default="unknown")
    birth_date = models.DateField(null=True)
    country = models.CharField(max_length=2, default="")
    age_at_first_act = models.IntegerField(null=True)
    below_line_acts = models.IntegerField(null=True)  # null: the birth date or the line is not known
    home_district = models.CharField(max_length=60, null=True)  # noqa: DJ001  no residence is not an empty key
    home_district_reason = models.TextField(default="")
    lane_proposed = models.CharField(max_length=30)
    lane_reasons = models.JSONField(default=list)
    lane_needs_second = models.BooleanField(default=False)
    may_end_as = models.JSONField(default=list)
    known = models.JSONField(default=dict)  # as last written in the ledger
    # decided
    assigned_district = models.CharField(max_length=60, null=True)  # noqa: DJ001
    district = models.CharField(max_length=60, null=True)  # noqa: DJ001  assigned, else home; what rights go by
    lane = models.CharField(max_length=30, null=True)  # noqa: DJ001
    disposition = models.CharField(max_length=40, default="open")

    class Meta:
        """One row for a person in an incident; read by incident and district."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["incident", "person"], name="casework_one_suspect")]
        indexes: ClassVar = [models.Index(fields=["incident", "district"], name="casework_by_district")]

    def __str__(self) -> str:
        return f"suspect {self.pk}"


class DepictedChild(models.Model):
    """An officer said that this person is depicted in an item."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="depicted")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="depicted_in")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="depicts")
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    reason = models.TextField(default="")

    class Meta:
        """A person is marked in an item once."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "item"], name="casework_one_depicted")]

    def __str__(self) -> str:
        return f"depicted child {self.pk}"
