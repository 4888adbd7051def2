"""What others may call."""

from __future__ import annotations

from varde.links.peers.acts.add import add, remove
from varde.links.peers.errors import (
    ClearinghouseUnreachable,
    LogInTaken,
    NoClearinghouse,
    NoOwnKey,
    NotAKey,
    PeerExists,
    UnknownPeer,
)
from varde.links.peers.own import own_key, own_name, own_public_key
from varde.links.peers.queries import by_ispws_log_in, clearinghouse_log_in, peer, peers
from varde.links.peers.registry import clearinghouse_client
from varde.links.peers.types import Peer

__all__ = [
    "ClearinghouseUnreachable",
    "LogInTaken",
    "NoClearinghouse",
    "NoOwnKey",
    "NotAKey",
    "Peer",
    "PeerExists",
    "UnknownPeer",
    "add",
    "by_ispws_log_in",
    "clearinghouse_client",
    "clearinghouse_log_in",
    "own_key",
    "own_name",
    "own_public_key",
    "peer",
    "peers",
    "remove",
]
