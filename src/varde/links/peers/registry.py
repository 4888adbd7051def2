"""Which partner is spoken with by which client."""

from __future__ import annotations

from varde.links.peers.cybertip.client import CyberTipClient, client_for
from varde.links.peers.queries import clearinghouse_log_in


def clearinghouse_client() -> CyberTipClient:
    """The client for the clearinghouse that we file with."""
    ours = clearinghouse_log_in()
    return client_for(ours.root, ours.user, ours.password)
