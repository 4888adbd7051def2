"""All cryptographic digests in one reading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from varde.kernels.hashing.algorithms import md5, sha1, sha256
from varde.kernels.hashing.types import Digests

_CHUNK = 1024 * 1024


class Digester:
    """Digests what passes by: `update` with each piece, then `finish`."""

    def __init__(self) -> None:
        self._size = 0
        self._running = (sha256.new(), sha1.new(), md5.new())

    def update(self, piece: bytes) -> None:
        """The next piece of the file."""
        self._size += len(piece)
        for digest in self._running:
            digest.update(piece)

    def finish(self) -> Digests:
        """The digests of all pieces so far."""
        return Digests(self._size, *(digest.digest() for digest in self._running))


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    while piece := stream.read(_CHUNK):
        yield piece


def digest_stream(stream: BinaryIO) -> Digests:
    """SHA-256, SHA-1 and MD5 of what is left in the stream."""
    digester = Digester()
    for piece in _pieces(stream):
        digester.update(piece)
    return digester.finish()
