from __future__ import annotations

from dataclasses import dataclass
from typing import Never

from varde.kernels.terms.ids import ObjectId
from varde.kernels.terms.topics import ListHit


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What was found of one file. `undecodable`: why it could not be decoded safely, or None."""

    object: ObjectId
    undecodable: str | None
    hits: tuple[ListHit, ...]


@dataclass(frozen=True, slots=True)
class DigestsOnly:
    """What can be looked up of a file that cannot be decoded: its size and digests."""

    size: int
    sha256: bytes
    sha1: bytes
    md5: bytes
    fingerprints: tuple[Never, ...] = ()
