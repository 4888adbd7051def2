"""MD5 of a file's bytes: equal or not, nothing in between."""

from __future__ import annotations

import hashlib

from varde.kernels.hashing.types import Example

NAME, VERSION = "md5", "1"
EXAMPLES = (
    Example("nothing", b"", bytes.fromhex("d41d8cd98f00b204e9800998ecf8427e")),
    Example("three letters", b"abc", bytes.fromhex("900150983cd24fb0d6963f7d28e17f72")),
)


def new() -> hashlib._Hash:
    """A running digest."""
    return hashlib.md5(usedforsecurity=False)
