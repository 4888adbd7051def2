"""The station key's subkeys and what is done with them.

Every sealed blob is `version (1) || salt (16) || nonce (12) || ciphertext and tag`: AES-256-GCM under
HMAC-SHA-256(subkey, version || salt),
so that one subkey may seal any number of blobs without a repeated nonce. The context is bound as associated data.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Sequence
from enum import IntEnum
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from varde.keeps.vault.errors import SealBroken

VERSION = b"\x01"
SALT, NONCE, TAG = 16, 12, 16
Item = tuple[bytes, bytes]  # context, data


class Operation(IntEnum):
    """What a key holder does, for a batch of items at a time."""

    WRAP = 1
    UNWRAP = 2
    SEAL_VALUE = 3
    OPEN_VALUE = 4
    MARK = 5
    ADDRESS = 6


class KeyHolder(Protocol):
    """One operation over a batch; the answers stand in the order of the items."""

    def do(self, operation: Operation, items: Sequence[Item]) -> list[bytes]:
        """Carry out the operation on each (context, data)."""
        ...


def lp(*parts: bytes) -> bytes:
    """Parts joined with 4-byte lengths before each, so that no two lists of parts read the same."""
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def subkey(station_key: bytes, use: str) -> bytes:
    """An independent 32-byte key for one use (HKDF-SHA-256, RFC 5869)."""
    return HKDF(SHA256(), 32, salt=b"varde/station-key/1", info=use.encode()).derive(station_key)


class Keys:
    """The key holder itself, in whichever process it lives."""

    def __init__(self, station_key: bytes) -> None:
        uses = ("wrap", "value", "mark", "address")
        self._wrap, self._value, self._mark, self._address = (subkey(station_key, use) for use in uses)

    def do(self, operation: Operation, items: Sequence[Item]) -> list[bytes]:
        """Carry out the operation on each (context, data)."""
        return [self._one(operation, context, data) for context, data in items]

    def _one(self, operation: Operation, context: bytes, data: bytes) -> bytes:
        match operation:
            case Operation.WRAP:
                return seal(self._wrap, data, context=context)
            case Operation.UNWRAP:
                return unseal(self._wrap, data, context=context)
            case Operation.SEAL_VALUE:
                return seal(self._value, data, context=context)
            case Operation.OPEN_VALUE:
                return unseal(self._value, data, context=context)
            case Operation.MARK:
                return hmac.digest(self._mark, lp(context, data), hashlib.sha256)
            case Operation.ADDRESS:
                return hmac.digest(self._address, lp(context, data), hashlib.sha256)


def seal(key: bytes, data: bytes, *, context: bytes) -> bytes:
    """Seal `data` under `key`, bound to `context`."""
    salt, nonce = os.urandom(SALT), os.urandom(NONCE)
    return VERSION + salt + nonce + _cipher(key, salt).encrypt(nonce, data, VERSION + context)


def unseal(key: bytes, blob: bytes, *, context: bytes) -> bytes:
    """Open what `seal` made, or raise SealBroken."""
    if len(blob) < 1 + SALT + NONCE + TAG or blob[:1] != VERSION:
        raise SealBroken("envelope")
    salt, nonce, sealed = blob[1 : 1 + SALT], blob[1 + SALT : 1 + SALT + NONCE], blob[1 + SALT + NONCE :]
    try:
        return _cipher(key, salt).decrypt(nonce, sealed, VERSION + context)
    except InvalidTag:
        raise SealBroken("value") from None


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(hmac.digest(key, VERSION + salt, hashlib.sha256))
