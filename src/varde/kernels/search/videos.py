"""Are two videos copies of each other? Counted over their frames' fingerprints, both ways, with the grounds written out.

The shares are those of vPDQ's own comparison (each usable frame of one that has a near frame in the other), but for two things:
near is at most 31 bits, as in the published radius (vPDQ: fewer than 31), and equal frames of one video count once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from varde.kernels.search.types import RADIUS_BITS

MIN_QUALITY_PERCENT = 50  # PDQ's own advice: below this a hash says little
MIN_SHARE = 0.5  # of the video with fewer usable frames
MIN_USABLE_FRAMES = 1
MIN_KEYFRAMES = 3  # fewer say too little: a clip of one group of pictures shows no more than its first frame
SLACK_BITS = 8  # keyframes are decoded without the loop filter, lists may be pruned


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


class FirstPass(StrEnum):
    """What keyframes alone say about a known video."""

    MATCH = "match"  # they suffice; still, a person's evidence is read in full
    DOUBT = "doubt"  # read the whole file
    NOTHING = "nothing"


def first_pass(
    keyframes: Sequence[FrameLike],
    known: Sequence[FrameLike],
    *,
    radius_bits: int = RADIUS_BITS,
    slack_bits: int = SLACK_BITS,
) -> FirstPass:
    """Is the whole file worth reading? Keyframes against a known video's frames, which should be held densely.

    NOTHING can be wrong. It misses a copy none of whose keyframes (at least 1.9 seconds apart) shows what the list holds a
    frame of. So it is where the known part lies between two keyframes of a longer video (the gap may be 10 seconds); where the
    list has one frame a second and the scene moves so fast that the keyframes fall between two of them; and where the copy is
    altered beyond PDQ's reach (bars, crops, captions over much of the picture, mirroring), which the full pass mostly misses as
    well. Keyframes under quality 50 count for nothing. Measured by `varde bench video`.
    """
    if says_too_little(keyframes):
        return FirstPass.DOUBT
    compared = compare_videos(keyframes, known, radius_bits=radius_bits)
    if compared.is_match and compared.share_of_first >= MIN_SHARE:
        return FirstPass.MATCH
    near = compare_videos(keyframes, known, radius_bits=radius_bits + slack_bits)
    return FirstPass.DOUBT if near.share_of_first > 0 else FirstPass.NOTHING


def says_too_little(keyframes: Sequence[FrameLike]) -> bool:
    """Too few different usable keyframes to leave the rest of the file unread (each second one may be black or a title)."""
    return len(_usable(keyframes, MIN_QUALITY_PERCENT)) < MIN_KEYFRAMES


def _no_match(reason: str) -> VideosCompared:
    return VideosCompared(is_match=False, share_of_first=0.0, share_of_second=0.0, bits_apart=None, reasons=(reason,))


def _usable(frames: Sequence[FrameLike], min_quality_percent: int) -> NDArray[np.uint64]:
    """Frames worth comparing, each value once: a still scene counts as one frame, however long it lasts."""
    values = dict.fromkeys(frame.value for frame in frames if frame.quality_percent >= min_quality_percent)
    return np.frombuffer(b"".join(values), np.uint64).reshape(-1, 4)


def _distances(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> NDArray[np.int64]:
    apart: NDArray[np.int64] = np.bitwise_count(one[:, None, :] ^ other[None, :, :]).sum(axis=2, dtype=np.int64)
    return apart
