from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from enum import StrEnum

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from varde.kernels.terms.ids import PeerName
from varde.kernels.terms.roles import StationRole
from varde.links.peers.errors import NotAKey, PeerHasNoKey

KEY_BYTES = 32
SEALED_AS = "peers/ispws-password"  # the context under which a log-in is sealed


class Protocol(StrEnum):
    """A protocol with HTTP Basic log-ins; the value is also the path under which a station of ours answers it."""

    ISPWS = "ispws"
    HASHSHARING = "hashsharing"


GUESTS = {
    Protocol.ISPWS: frozenset({StationRole.PLATFORM}),
    Protocol.HASHSHARING: frozenset({StationRole.PLATFORM, StationRole.AGENCY}),
}  # which peers log in at a clearinghouse; at a peer that is one, we do


@dataclass(frozen=True, slots=True)
class Peer:
    """Another organisation. `display_name` is what people read.

    `key` is its station's Ed25519 public key, `url` where that answers; an organisation without a station has neither.
    """

    name: PeerName
    role: StationRole
    url: str
    key: bytes | None
    display_name: str

    def verifier(self) -> Ed25519PublicKey:
        """The key as the library wants it; PeerHasNoKey when there is none."""
        if self.key is None:
            raise PeerHasNoKey(self.name)
        return Ed25519PublicKey.from_public_bytes(self.key)


@dataclass(frozen=True, slots=True)
class NewLogIn:
    """A user and password for one protocol; `root` is where a peer answers it, when that is not `<url>/<protocol>`."""

    protocol: Protocol
    user: str
    password: str
    root: str = ""


@dataclass(frozen=True, slots=True)
class OwnLogIn:
    """How we log in at a peer: the root of the protocol's addresses there, without a slash at the end."""

    peer: Peer
    root: str
    user: str
    password: str


def parse_key(text: str) -> bytes:
    """The 32 bytes behind the base64 that `varde peer key` prints."""
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotAKey from error
    if len(key) != KEY_BYTES:
        raise NotAKey
    return key
