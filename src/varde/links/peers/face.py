"""What others may call."""

from __future__ import annotations

from varde.links.peers.acts.add import add, remove
from varde.links.peers.errors import (
    AddressNeeded,
    ClearinghouseUnreachable,
    LogInTaken,
    NoClearinghouse,
    NoOwnKey,
    NotAKey,
    PeerExists,
    PeerHasNoKey,
    UnknownPeer,
)
from varde.links.peers.own import own_key, own_name, own_public_key
from varde.links.peers.queries import by_log_in, clearinghouse_log_in, own_log_ins, peer, peers
from varde.links.peers.registry import clearinghouse_client
from varde.links.peers.types import NewLogIn, OwnLogIn, Peer, Protocol

__all__ = [
    "AddressNeeded",
    "ClearinghouseUnreachable",
    "LogInTaken",
    "NewLogIn",
    "NoClearinghouse",
    "NoOwnKey",
    "NotAKey",
    "OwnLogIn",
    "Peer",
    "PeerExists",
    "PeerHasNoKey",
    "Protocol",
    "UnknownPeer",
    "add",
    "by_log_in",
    "clearinghouse_client",
    "clearinghouse_log_in",
    "own_key",
    "own_log_ins",
    "own_name",
    "own_public_key",
    "peer",
    "peers",
    "remove",
]
