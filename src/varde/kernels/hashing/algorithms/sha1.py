"""SHA-1 of a file's bytes: equal or not, nothing in between."""

from __future__ import annotations

import hashlib

from varde.kernels.hashing.types import Example

NAME, VERSION = "sha1", "1"
EXAMPLES = (
    Example("nothing", b"", bytes.fromhex("da39a3ee5e6b4b0d3255bfef95601890afd80709")),
    Example("three letters", b"abc", bytes.fromhex("a9993e364706816aba3e25717850c26c9cd0d89d")),
)


def new() -> hashlib._Hash:
    """A running digest."""
    return hashlib.sha1(usedforsecurity=False)
