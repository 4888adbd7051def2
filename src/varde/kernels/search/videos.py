"""Are two videos copies of each other? Counted over their frames' fingerprints, both ways, with the grounds written out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from varde.kernels.search.types import RADIUS_BITS

MIN_QUALITY_PERCENT = 50  # PDQ's own advice: below this a hash says little
MIN_SHARE = 0.5  # of the video with fewer usable frames
MIN_USABLE_FRAMES = 1


class FrameLike(Protocol):
    """What is asked of a fingerprint (`varde.kernels.hashing.Fingerprint` is one)."""

    @property
    def value(self) -> bytes:
        """32 bytes."""

    @property
    def quality_percent(self) -> int:
        """0 to 100."""

    @property
    def at_ms(self) -> int | None:
        """Its place in a video; None for a picture."""


@dataclass(frozen=True)
class VideosCompared:
    """The finding and its grounds: of each video's usable frames, the share that is near some frame of the other.

    `bits_apart` is the median distance to the nearest frame over the matched frames of the shorter one; None without any.
    """

    is_match: bool
    share_of_first: float
    share_of_second: float
    bits_apart: int | None
    reasons: tuple[str, ...]


def compare_videos(
    first: Sequence[FrameLike],
    second: Sequence[FrameLike],
    *,
    radius_bits: int = RADIUS_BITS,
    min_quality_percent: int = MIN_QUALITY_PERCENT,
    min_share: float = MIN_SHARE,
) -> VideosCompared:
    """Compare two videos by their frames; a picture against a video is never a match.

    A clip cut out of a longer video matches, since the share of the shorter one decides.
    """
    if any(frame.at_ms is None for frame in (*first, *second)):
        return _no_match("a picture is not compared with a video")
    one, other = _usable(first, min_quality_percent), _usable(second, min_quality_percent)
    if min(len(one), len(other)) < MIN_USABLE_FRAMES:
        return _no_match(f"no frame of quality {min_quality_percent} or more in one of the two")
    apart = _distances(one, other)
    nearest, back = apart.min(axis=1), apart.min(axis=0)
    shares = float((nearest <= radius_bits).mean()), float((back <= radius_bits).mean())
    shorter, share = (nearest, shares[0]) if len(one) <= len(other) else (back, shares[1])
    matched = shorter[shorter <= radius_bits]
    bits = int(np.median(matched)) if len(matched) else None
    reasons = (
        f"{round(shares[0] * 100)} % of {len(one)} frames of the first are within {radius_bits} bits of one of the second",
        f"{round(shares[1] * 100)} % of {len(other)} frames of the second are within {radius_bits} bits of one of the first",
        f"the shorter one's share must reach {round(min_share * 100)} %",
    )
    return VideosCompared(share >= min_share, *shares, bits, reasons)


def _no_match(reason: str) -> VideosCompared:
    return VideosCompared(is_match=False, share_of_first=0.0, share_of_second=0.0, bits_apart=None, reasons=(reason,))


def _usable(frames: Sequence[FrameLike], min_quality_percent: int) -> NDArray[np.uint64]:
    """Frames worth comparing, each value once: a still scene counts as one frame, however long it lasts."""
    values = dict.fromkeys(frame.value for frame in frames if frame.quality_percent >= min_quality_percent)
    return np.frombuffer(b"".join(values), np.uint64).reshape(-1, 4)


def _distances(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> NDArray[np.int64]:
    apart: NDArray[np.int64] = np.bitwise_count(one[:, None, :] ^ other[None, :, :]).sum(axis=2, dtype=np.int64)
    return apart
