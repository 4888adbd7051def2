"""A sealed file: `version (1) || Cobblestone-256 stream` (C2SP chunked-encryption: AES-256-GCM in 16 KiB chunks, key commitment).

Reading proves the whole file before the first byte is given away: small files are decrypted into memory, large ones are proven
in one pass and then decrypted again chunk by chunk where the reader looks, so that no plain byte ever lies on a disk.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from typing import BinaryIO, cast

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from varde.keeps.vault.errors import SealBroken

VERSION = b"\x01"
SALT, COMMITMENT, TAG, CHUNK = 24, 32, 16, 16 * 1024
HEAD = len(VERSION) + SALT + COMMITMENT
BLOCK = 1024 * 1024
IN_MEMORY = 8 * 1024 * 1024
_LABEL = b"c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\x00"

new_key: Callable[[], bytes] = Cobblestone256Encryptor.generate_key


class Sealing:
    """Encrypts what is pushed into it; the last call is `finish`."""

    def __init__(self, *, key: bytes, context: bytes, write: Callable[[bytes], None]) -> None:
        self._encryptor, self._write = Cobblestone256Encryptor(key, context), write
        write(VERSION)

    def update(self, block: bytes) -> None:
        """The next plain bytes, as many as there are."""
        self._write(self._encryptor.update(block))

    def finish(self) -> None:
        """There are no more."""
        self._write(self._encryptor.finalize())


def seal_stream(
    source: BinaryIO, *, key: bytes, context: bytes, write: Callable[[bytes], None], see: Callable[[bytes], object]
) -> None:
    """Encrypt everything `source` gives; each plain block passes `see` first (which may count, digest, refuse)."""
    sealing = Sealing(key=key, context=context, write=write)
    while block := source.read(BLOCK):
        see(block)
        sealing.update(block)
    sealing.finish()


def unsealed(sealed: BinaryIO, *, key: bytes, context: bytes) -> BinaryIO:
    """The plain file, seekable, proven from the first to the last byte; SealBroken when anything differs."""
    size = sealed.seek(0, os.SEEK_END)
    sealed.seek(0)
    kept = io.BytesIO() if size <= IN_MEMORY else None
    count = _prove(sealed, key=key, context=context, write=kept.write if kept else len)
    if kept is None:
        return cast("BinaryIO", io.BufferedReader(_Chunks(sealed, size=count, key=key, context=context), CHUNK))
    kept.seek(0)
    return kept


def _prove(sealed: BinaryIO, *, key: bytes, context: bytes, write: Callable[[bytes], int]) -> int:
    if sealed.read(len(VERSION)) != VERSION:
        raise SealBroken("envelope")
    decryptor, count = Cobblestone256Decryptor(key, context), 0
    try:
        while block := sealed.read(BLOCK):
            count += write(decryptor.update(block))
        return count + write(decryptor.finalize())
    except InvalidTag:
        raise SealBroken("file") from None


class _Chunks(io.RawIOBase):
    """Reads a proven file by arithmetic; each chunk is still checked by its own tag."""

    def __init__(self, sealed: BinaryIO, *, size: int, key: bytes, context: bytes) -> None:
        self._sealed, self._size, self._at = sealed, size, 0
        sealed.seek(len(VERSION))
        derived = HKDFExpand(SHA512(), 76, _LABEL + sealed.read(SALT) + context).derive(key)
        self._cipher, self._base = AESGCM(derived[:32]), int.from_bytes(derived[32:44], "big")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: object, /) -> int:
        target = memoryview(cast("bytearray", buffer)).cast("B")
        index, skip = divmod(self._at, CHUNK)
        if self._at >= self._size or not len(target):
            return 0
        part = self._chunk(index)[skip : skip + len(target)]
        target[: len(part)] = part
        self._at += len(part)
        return len(part)

    def _chunk(self, index: int) -> bytes:
        self._sealed.seek(HEAD + index * (CHUNK + TAG))
        nonce = (self._base ^ index).to_bytes(12, "big")
        try:
            return self._cipher.decrypt(nonce, self._sealed.read(CHUNK + TAG), None)
        except InvalidTag:
            raise SealBroken("file") from None
