"""A file becomes fingerprints: one for a picture, one for each second of a video."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from varde.kernels.hashing.algorithms import pdq
from varde.kernels.hashing.dense import pruned
from varde.kernels.hashing.types import Fingerprint, Fingerprints, Unhashable, UnhashableReason
from varde.kernels.media import EXACTLY, Decoder, Examined, Frame, How, MediaKind, Sampling, Undecodable, Way
from varde.kernels.media.types import MIN_SIDE


def fingerprint(file: BinaryIO, *, decoder: Decoder, how: How = EXACTLY) -> Fingerprints | Undecodable:
    """Decode in the sandbox and hash what comes back.

    A picture that EXIF turns has two fingerprints, as stored and as shown. Flat frames have none and are counted instead.
    """
    seen = decoder.examine(file, how)
    return seen if isinstance(seen, Undecodable) else of_examined(seen)


def of_examined(seen: Examined) -> Fingerprints:
    """The fingerprints of what a decoder found."""
    is_exact = seen.how.way is Way.EXACT
    return _gathered(seen, [pdq.of_grid(frame.grid, at_ms=frame.at_ms, is_exact=is_exact) for frame in seen.frames])


def of_examined_many(seen: Sequence[Examined]) -> list[Fingerprints]:
    """The same of many files at once, in machine code: for bulk, since its first call in a process imports numba."""
    frames = [frame for one in seen for frame in one.frames]
    values, qualities = pdq.of_grids([frame.grid for frame in frames])
    found = zip(frames, values, qualities.tolist(), strict=True)
    return [_gathered(one, [_of(*next(found), how=one.how) for _ in one.frames]) for one in seen]


def _of(frame: Frame, value: NDArray[np.uint8], quality_percent: int, *, how: How) -> Fingerprint | Unhashable:
    if quality_percent < pdq.MIN_QUALITY_PERCENT:
        return Unhashable(UnhashableReason.TOO_FLAT)
    return Fingerprint(pdq.NAME, pdq.VERSION, value.tobytes(), quality_percent, frame.at_ms, how.way is Way.EXACT)


def _gathered(seen: Examined, hashed: Sequence[Fingerprint | Unhashable]) -> Fingerprints:
    """A picture smaller than the reference hashes has no fingerprint, whatever its grid looks like."""
    is_too_small = min(seen.width, seen.height) < MIN_SIDE
    found = () if is_too_small else tuple(one for one in hashed if isinstance(one, Fingerprint))
    kept = pruned(found) if seen.how.sampling is Sampling.DENSE and seen.kind is MediaKind.VIDEO else found
    return Fingerprints(seen, kept, len(hashed) - len(found))
