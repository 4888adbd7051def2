"""SHA-256 of a file's bytes: equal or not, nothing in between."""

from __future__ import annotations

import hashlib

from varde.kernels.hashing.types import Example

NAME, VERSION = "sha256", "1"
EXAMPLES = (
    Example("nothing", b"", bytes.fromhex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")),
    Example("three letters", b"abc", bytes.fromhex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")),
)


def new() -> hashlib._Hash:
    """A running digest."""
    return hashlib.sha256(usedforsecurity=False)
