from __future__ import annotations

from django.db import models

from varde.kernels.terms.ids import PeerName, new_uuid
from varde.kernels.terms.roles import StationRole
from varde.links.peers.types import Peer


class PeerStation(models.Model):
    """A station we speak with. A removed one stays, so that old letters keep their sender."""

    id = models.UUIDField(primary_key=True, default=new_uuid)
    name = models.CharField(max_length=60)
    role = models.CharField(max_length=20)
    url = models.CharField(max_length=300, default="")
    key = models.BinaryField(max_length=32, null=True)
    display_name = models.CharField(max_length=120)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint("name", name="one_peer_of_a_name", condition=models.Q(removed_at__isnull=True)),)

    def __str__(self) -> str:
        return self.name

    def peer(self) -> Peer:
        """The row as a type."""
        key = None if self.key is None else bytes(self.key)
        return Peer(PeerName(self.name), StationRole(self.role), self.url, key, self.display_name)


class LogIn(models.Model):
    """A log-in of one protocol, theirs here or ours there: the password hashed, to check; and sealed, to show."""

    id = models.UUIDField(primary_key=True, default=new_uuid)
    peer = models.ForeignKey(PeerStation, on_delete=models.CASCADE, related_name="log_ins")
    protocol = models.CharField(max_length=20)
    user = models.CharField(max_length=120)
    root = models.CharField(max_length=300, default="")
    digest = models.CharField(max_length=300)
    sealed = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint("peer", "protocol", name="one_log_in_of_a_protocol"),)

    def __str__(self) -> str:
        return f"{self.protocol} of {self.peer_id}"
