from __future__ import annotations

from enum import StrEnum

from django.db import models

from varde.kernels.terms.ids import new_uuid
from varde.links.post.types import LetterRow


class LetterState(StrEnum):
    """Where an outgoing letter is."""

    WAITING = "waiting"
    DELIVERED = "delivered"


class OutgoingLetter(models.Model):
    """One letter per (to, kind, reference). `receipt` is the receiver's, verbatim."""

    id = models.UUIDField(primary_key=True, default=new_uuid)
    to = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    reference = models.UUIDField()
    state = models.CharField(max_length=20, default=LetterState.WAITING)
    attempts = models.IntegerField(default=0)
    last_error = models.CharField(max_length=60, default="")
    written_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    receipt = models.BinaryField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint("to", "kind", "reference", name="one_letter_per_reference"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.reference} to {self.to}"

    def shown(self) -> LetterRow:
        """The row as a type."""
        return LetterRow(self.reference, self.to, self.kind, self.state, self.attempts, self.last_error)


class IncomingLetter(models.Model):
    """A letter received: what was answered is answered again when it comes again."""

    id = models.UUIDField(primary_key=True, default=new_uuid)
    sender = models.CharField(max_length=60)
    letter_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    receipt = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint("sender", "letter_id", name="one_incoming_letter"),)

    def __str__(self) -> str:
        return f"{self.letter_id} from {self.sender}"


class IncomingFile(models.Model):
    """A file that a peer sent ahead of its letter, by a keyed mark of its SHA-256."""

    sender = models.CharField(max_length=60)
    mark = models.BinaryField(max_length=32)
    object_id = models.UUIDField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint("sender", "mark", name="one_incoming_file"),)

    def __str__(self) -> str:
        return f"file from {self.sender}"


class SeenNonce(models.Model):
    """Nonces of the last minutes, so that no request counts twice."""

    sender = models.CharField(max_length=60)
    nonce = models.CharField(max_length=100)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint("sender", "nonce", name="one_nonce"),)
        indexes = (models.Index(fields=["seen_at"], name="nonce_seen_at"),)

    def __str__(self) -> str:
        return f"nonce of {self.sender}"
