"""What others may call."""

from __future__ import annotations

from varde.links.peers.acts.add import add, remove
from varde.links.peers.acts.fetch import fetch, fetch_due, log_ins_to_fetch
from varde.links.peers.acts.give_feedback import give_feedback
from varde.links.peers.errors import (
    AddressNeeded,
    ClearinghouseRefuses,
    ClearinghouseUnreachable,
    FetchUnderWay,
    LogInTaken,
    NoClearinghouse,
    NoOwnKey,
    NotAKey,
    NothingToFetch,
    PeerExists,
    PeerHasNoKey,
    UnknownPeer,
)
from varde.links.peers.hashsharing.adapter import Fetched
from varde.links.peers.own import own_key, own_name, own_public_key
from varde.links.peers.queries import by_log_in, clearinghouse_log_in, own_log_ins, peer, peers
from varde.links.peers.registry import clearinghouse_client, hash_sharing_client
from varde.links.peers.types import NewLogIn, OwnLogIn, Peer, Protocol

__all__ = [
    "AddressNeeded",
    "ClearinghouseRefuses",
    "ClearinghouseUnreachable",
    "FetchUnderWay",
    "Fetched",
    "LogInTaken",
    "NewLogIn",
    "NoClearinghouse",
    "NoOwnKey",
    "NotAKey",
    "NothingToFetch",
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
    "fetch",
    "fetch_due",
    "give_feedback",
    "hash_sharing_client",
    "log_ins_to_fetch",
    "own_key",
    "own_log_ins",
    "own_name",
    "own_public_key",
    "peer",
    "peers",
    "remove",
]
