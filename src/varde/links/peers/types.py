from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from varde.kernels.terms.ids import PeerName
from varde.kernels.terms.roles import StationRole
from varde.links.peers.errors import NotAKey

KEY_BYTES = 32
SEALED_AS = "peers/ispws-password"  # the context under which a log-in is sealed


@dataclass(frozen=True, slots=True)
class Peer:
    """Another station. `display_name` is what people read; `key` is its Ed25519 public key."""

    name: PeerName
    role: StationRole
    url: str
    key: bytes
    display_name: str
    ispws_user: str | None

    def verifier(self) -> Ed25519PublicKey:
        """The key as the library wants it."""
        return Ed25519PublicKey.from_public_bytes(self.key)


def parse_key(text: str) -> bytes:
    """The 32 bytes behind the base64 that `varde peer key` prints."""
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotAKey from error
    if len(key) != KEY_BYTES:
        raise NotAKey
    return key
