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
    url = models.CharField(max_length=300)
    key = models.BinaryField(max_length=32)
    display_name = models.CharField(max_length=120)
    ispws_user = models.CharField(max_length=120, null=True)  # noqa: DJ001  none is not an empty user
    ispws_digest = models.CharField(max_length=300, default="")  # theirs, to check (clearinghouse)
    ispws_sealed = models.BinaryField(null=True)  # ours, to show (platform)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint("name", name="one_peer_of_a_name", condition=models.Q(removed_at__isnull=True)),)

    def __str__(self) -> str:
        return self.name

    def peer(self) -> Peer:
        """The row as a type."""
        return Peer(PeerName(self.name), StationRole(self.role), self.url, bytes(self.key), self.display_name, self.ispws_user)
