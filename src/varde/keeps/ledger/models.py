from __future__ import annotations

from typing import ClassVar

from django.db import models

from varde.keeps.ledger.kinds import Kind
from varde.keeps.ledger.types import Entry


class LedgerEntry(models.Model):
    """One line of the record. The database refuses to change or remove it (migration 0002)."""

    seq = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=200)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    facts = models.JSONField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        """Read by what it is about, and by kind in order."""

        indexes: ClassVar = [
            models.Index(fields=["about", "seq"], name="ledger_about_seq"),
            models.Index(fields=["kind", "seq"], name="ledger_kind_seq"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"

    def entry(self) -> Entry:
        """The row as a type."""
        return Entry(self.seq, Kind(self.kind), self.about, self.by, self.at, self.facts)


class LedgerHead(models.Model):
    """One row: the last entry's number and hash. Locked by whoever appends, so the chain has one end."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    hash = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"head at {self.seq}"
