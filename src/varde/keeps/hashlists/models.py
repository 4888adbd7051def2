from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models

from varde.keeps.hashlists.types import Algorithm, EntryState, KnownEntry
from varde.kernels.terms.ids import new_uuid


class HashList(models.Model):
    """A list of known fingerprints. These are the list's own and published, so they may lie here plain."""

    id = models.UUIDField(primary_key=True, default=new_uuid)
    name = models.CharField(max_length=120, unique=True)
    source = models.CharField(max_length=200)
    version = models.BigIntegerField(default=0)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"


class ListEntry(models.Model):
    """One fingerprint of one list."""

    id = models.UUIDField(primary_key=True, default=new_uuid)
    hash_list = models.ForeignKey(HashList, on_delete=models.PROTECT, related_name="entries")
    algorithm = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Algorithm])
    value = models.BinaryField(max_length=32)
    size = models.BigIntegerField(null=True)
    classification = models.CharField(max_length=60, null=True)  # noqa: DJ001  none is not an empty class
    state = models.CharField(max_length=20, choices=[(state.value, state.value) for state in EntryState])
    disputed_by = models.CharField(max_length=200, null=True)  # noqa: DJ001  none is not an empty name
    added_in_version = models.BigIntegerField()
    changed_in_version = models.BigIntegerField(default=0)  # added, or its state changed

    class Meta:
        """Found by value, and by when they changed; one live entry per list, algorithm and value."""

        indexes: ClassVar = [
            models.Index(fields=["algorithm", "value"], name="hashlists_by_value"),
            models.Index(fields=["hash_list", "changed_in_version"], name="hashlists_by_change"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["hash_list", "algorithm", "value"],
                condition=~models.Q(state=EntryState.WITHDRAWN.value),
                name="hashlists_entry_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.algorithm} {self.state}"

    def known(self) -> KnownEntry:
        """The row as a type."""
        attesters = tuple(sorted({one.organisation for one in self.attestations.all()}))
        return KnownEntry(
            self.id, self.hash_list.name, Algorithm(self.algorithm), bytes(self.value), self.size, self.classification,
            EntryState(self.state), attesters,
        )  # fmt: skip


class SharedFile(models.Model):
    """A picture or video that a member of an exchange shares, by the exchange's own key; its fingerprints are entries."""

    id = models.UUIDField(primary_key=True, default=new_uuid)
    hash_list = models.ForeignKey(HashList, on_delete=models.CASCADE, related_name="shared", db_index=False)
    member = models.CharField(max_length=300)
    entry = models.CharField(max_length=300)
    timestamp = models.DateTimeField()

    class Meta:
        """A member and its entry are one file."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["hash_list", "member", "entry"], name="hashlists_shared_once")]

    def __str__(self) -> str:
        return f"{self.member}-{self.entry}"


class Attestation(models.Model):
    """An organisation vouches for an entry: by itself, or by a file that it shares."""

    id = models.UUIDField(primary_key=True, default=new_uuid)
    entry = models.ForeignKey(ListEntry, on_delete=models.CASCADE, related_name="attestations")
    organisation = models.CharField(max_length=400)
    at = models.DateTimeField()
    shared = models.ForeignKey(SharedFile, on_delete=models.CASCADE, null=True, related_name="attestations", db_index=False)

    class Meta:
        """An organisation counts once; two files of it may have the same fingerprint."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entry", "organisation"], condition=models.Q(shared=None), name="hashlists_attested_once"
            ),
            models.UniqueConstraint(fields=["shared", "entry"], name="hashlists_attested_once_by_file"),
        ]

    def __str__(self) -> str:
        return self.organisation


class FetchCheckpoint(models.Model):
    """How far a source's list was fetched: until when everything was taken, and the range that is under way."""

    source = models.CharField(max_length=200, primary_key=True)
    done_until = models.DateTimeField(null=True)
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    next = models.CharField(max_length=4000, default="")
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.source


class ListChange(models.Model):
    """One version of one list. Its random stamp tells an index whether what it has read is in this database's past."""

    id = models.BigAutoField(primary_key=True)
    hash_list = models.ForeignKey(HashList, on_delete=models.CASCADE, related_name="changes")
    version = models.BigIntegerField()
    stamp = models.UUIDField(default=uuid4, unique=True)

    class Meta:
        """A version is made once."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["hash_list", "version"], name="hashlists_change_once")]

    def __str__(self) -> str:
        return str(self.version)


class Edition(models.Model):
    """One row: a fresh random stamp with every change, so that indexes in memory know when they are old."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    stamp = models.UUIDField(default=uuid4)

    def __str__(self) -> str:
        return str(self.stamp)
