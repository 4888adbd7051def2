"""MD5 of a file's bytes: equal or not, nothing in between."""

from __future__ import annotations

import hashlib

NAME, VERSION = "md5", "1"


def new() -> hashlib._Hash:
    """A running digest."""
    return hashlib.md5(usedforsecurity=False)
