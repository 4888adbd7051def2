"""A fingerprint, and what stands in its place when there can be none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from varde.kernels.media import Examined


@dataclass(frozen=True)
class Fingerprint:
    """One algorithm's value for one picture or one frame.

    `value` is the algorithm's bytes (PDQ: 32, most significant bit first, as in its hexadecimal form). `quality_percent` is
    PDQ's own 0 to 100. `at_ms` is the frame's place in a video, None for a picture: a picture's
    fingerprint never matches a video's. `is_exact`: the picture was decoded in full and summed as the reference sums it; of a
    frame: all of it was decoded, and its luma plane summed in one linear map, within a bit or two of that. False means
    that the fast way was asked for, and that the exact one has to confirm what is found.
    """

    algorithm: str
    version: str
    value: bytes
    quality_percent: int
    at_ms: int | None = None
    is_exact: bool = True

    @property
    def hex(self) -> str:
        """The value as lists spell it."""
        return self.value.hex()


@dataclass(frozen=True)
class Example:
    """What an algorithm makes of a known input; the inputs are files' bytes, for PDQ the bytes of a 64 by 64 grid."""

    says: str
    given: bytes
    value: bytes


class UnhashableReason(StrEnum):
    """Why decoded pixels have no fingerprint."""

    TOO_FLAT = "too_flat"  # nothing to tell it by: its hash would be near that of every other flat picture
    TOO_SMALL = "too_small"  # fewer than 5 pixels on a side


@dataclass(frozen=True)
class Unhashable:
    """These pixels have no fingerprint, for this reason."""

    reason: UnhashableReason


@dataclass(frozen=True)
class Fingerprints:
    """What a file was found to be, its fingerprints in order of time, and how many frames had none."""

    examined: Examined
    fingerprints: tuple[Fingerprint, ...]
    unhashable_frames: int = 0


@dataclass(frozen=True)
class Digests:
    """Cryptographic digests of a file's bytes, all from one reading."""

    size: int
    sha256: bytes
    sha1: bytes
    md5: bytes
