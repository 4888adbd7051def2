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
    fingerprint never matches a video's. `is_exact` is false when the picture was not decoded in full.
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
