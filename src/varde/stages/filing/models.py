from __future__ import annotations

from typing import ClassVar

from django.db import models

from varde.kernels.terms.ids import new_uuid
from varde.stages.filing.types import UNOPENED

UNOPENED_STATES = sorted(state.value for state in UNOPENED)


class ReportableItem(models.Model):
    """A confirmed file, found by the keyed hash of its SHA-256."""

    object = models.UUIDField(primary_key=True)
    sha256_mark = models.BinaryField(max_length=32, unique=True)
    classification = models.CharField(max_length=2, null=True)  # noqa: DJ001  none: nobody classified it
    viewed = models.BooleanField(null=True)
    possible_self_production = models.BooleanField(default=False)
    name_sealed = models.BinaryField(null=True)

    def __str__(self) -> str:
        return str(self.object)


class Account(models.Model):
    """An account of this platform, found by a keyed hash of its name; what is known of it is sealed (AccountData as JSON)."""

    id = models.UUIDField(primary_key=True, default=new_uuid)
    mark = models.BinaryField(max_length=32, unique=True)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return str(self.pk)


class ShareImport(models.Model):
    """One import of share records, with the legal basis that was written down for it."""

    id = models.UUIDField(primary_key=True, default=new_uuid)
    basis = models.TextField()
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)


class Tip(models.Model):
    """A CyberTip about one account. `report_number` is persisted before the first upload, so that a crash can be told apart."""

    id = models.UUIDField(primary_key=True, default=new_uuid)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="tips")
    state = models.CharField(max_length=30)
    created_at = models.DateTimeField()
    hold_until = models.DateTimeField(null=True)
    prior = models.JSONField(default=list)
    report_number = models.BigIntegerField(null=True, unique=True)
    opened_at = models.DateTimeField(null=True)
    submitted_sealed = models.BinaryField(null=True)
    finished_at = models.DateTimeField(null=True)
    receipt = models.BinaryField(null=True)
    found_after_crash = models.BooleanField(default=False)
    kept_until = models.DateField(null=True)
    stopped_code = models.IntegerField(null=True)
    stopped_because = models.CharField(max_length=300, null=True)  # noqa: DJ001  none: it was not stopped

    class Meta:
        """An account has one unopened tip at most; the list is read by state."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account"], name="filing_one_unopened", condition=models.Q(state__in=UNOPENED_STATES))
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "created_at"], name="filing_by_state"),
            models.Index(fields=["hold_until"], name="filing_held", condition=models.Q(state="awaiting_share_records")),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class Act(models.Model):
    """Who sent which item in which message, when; recipients, addresses and the message's id are sealed (JSON)."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="acts")
    message_mark = models.BinaryField(max_length=32)
    item = models.ForeignKey(ReportableItem, on_delete=models.PROTECT, related_name="acts")
    sent_at = models.DateTimeField()
    sealed = models.BinaryField()
    has_ip = models.BooleanField()
    report = models.UUIDField(null=True, db_index=True)
    share_import = models.ForeignKey(ShareImport, null=True, on_delete=models.PROTECT, related_name="acts")
    told_in = models.ForeignKey(Tip, null=True, on_delete=models.PROTECT, related_name="acts")

    class Meta:
        """The same act once."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "message_mark", "item"], name="filing_act_once")]

    def __str__(self) -> str:
        return str(self.pk)


class HeardReport(models.Model):
    """A participant's report that filing heard of; `first` is the report it joined, or itself."""

    report = models.UUIDField(primary_key=True)
    first = models.UUIDField(db_index=True)
    case_number = models.CharField(max_length=9)
    received_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.case_number


class AccountReport(models.Model):
    """A report speaks of an account. `told_sealed`: the words of the reported messages (JSON), when there are any."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="reports")
    heard = models.ForeignKey(HeardReport, on_delete=models.PROTECT, related_name="accounts")
    told_sealed = models.BinaryField(null=True)
    told_in = models.ForeignKey(Tip, null=True, on_delete=models.PROTECT, related_name="reports")

    class Meta:
        """Once for each account."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "heard"], name="filing_report_once")]

    def __str__(self) -> str:
        return str(self.pk)


class TipFile(models.Model):
    """A file that a tip carries, and what the clearinghouse calls it."""

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="files")
    item = models.ForeignKey(ReportableItem, on_delete=models.PROTECT)
    position = models.IntegerField()
    file_id = models.CharField(max_length=100, null=True)  # noqa: DJ001  none: not uploaded yet

    class Meta:
        """Each item once in each tip."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["tip", "item"], name="filing_file_once")]

    def __str__(self) -> str:
        return f"{self.tip_id} {self.position}"


class TipOutcome(models.Model):
    """What came of a tip, as an agency coded it."""

    tip = models.ForeignKey(Tip, on_delete=models.PROTECT, related_name="outcomes")
    outcome = models.UUIDField()
    code = models.CharField(max_length=60)
    decided_on = models.DateField()
    as_of = models.DateTimeField()

    class Meta:
        """Each outcome once for each tip."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["tip", "outcome"], name="filing_outcome_once")]

    def __str__(self) -> str:
        return self.code
