"""Which partner is spoken with by which client."""

from __future__ import annotations

from varde.links.peers.cybertip.client import CyberTipClient, client_for
from varde.links.peers.hashsharing import client as hashsharing
from varde.links.peers.queries import clearinghouse_log_in
from varde.links.peers.types import OwnLogIn


def clearinghouse_client() -> CyberTipClient:
    """The client for the clearinghouse that we file with."""
    ours = clearinghouse_log_in()
    return client_for(ours.root, ours.user, ours.password)


def hash_sharing_client(ours: OwnLogIn) -> hashsharing.HashSharingClient:
    """The client for the lists of the clearinghouse where this is our log-in."""
    return hashsharing.client_for(ours.root, ours.user, ours.password)
