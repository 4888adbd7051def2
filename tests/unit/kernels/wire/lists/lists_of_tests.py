"""Made-up values, and a list read from bytes."""

from __future__ import annotations

import hashlib
import io

from varde.kernels.wire.lists import ListFormat, ListRead, read_list


def md5(seed: int) -> str:
    return hashlib.md5(str(seed).encode(), usedforsecurity=False).hexdigest()


def sha1(seed: int) -> str:
    return hashlib.sha1(str(seed).encode(), usedforsecurity=False).hexdigest()


def wide(seed: int) -> str:
    """64 digits: a PDQ value or a SHA-256 digest."""
    return hashlib.sha256(str(seed).encode()).hexdigest()


def read(
    text: str | bytes,
    *,
    name: str = "lanterns list",
    algorithm: str | None = None,
    format_: ListFormat | None = None,
    is_strict: bool = False,
) -> ListRead:
    data = text.encode() if isinstance(text, str) else text
    return read_list(io.BytesIO(data), name=name, format=format_, algorithm=algorithm, is_strict=is_strict)


def values(read_: ListRead, algorithm: str) -> list[str]:
    return [entry.value.hex() for entry in read_.tables[algorithm]]
