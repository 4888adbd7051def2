"""Our own name and Ed25519 key (FIPS 186-5). The key file holds the 32-byte seed, base64, 0600."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from varde.kernels.terms.ids import PeerName
from varde.links.peers.errors import NoOwnKey


@dataclass(slots=True)
class _Own:
    name: PeerName
    key_file: Path | None
    key: Ed25519PrivateKey | None = None


_own = _Own(PeerName("station"), None)


def configure(*, name: str, key_file: Path | None) -> None:
    """Take the name and the place of the key; the key is read at first use."""
    _own.name, _own.key_file, _own.key = PeerName(name), key_file, None


def own_name() -> PeerName:
    """What other stations call us."""
    return _own.name


def own_key() -> Ed25519PrivateKey:
    """The key that signs our letters."""
    if _own.key is None:
        if _own.key_file is None or not _own.key_file.exists():
            raise NoOwnKey
        _own.key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(_own.key_file.read_text().strip()))
    return _own.key


def own_public_key() -> str:
    """What `varde peer key` prints: 32 bytes in base64."""
    return base64.b64encode(own_key().public_key().public_bytes_raw()).decode()
