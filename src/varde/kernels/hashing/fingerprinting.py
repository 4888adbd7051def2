"""A file becomes fingerprints: one for a picture, one for each second of a video."""

from __future__ import annotations

from typing import BinaryIO

from varde.kernels.hashing.algorithms import pdq
from varde.kernels.hashing.types import Fingerprint, Fingerprints
from varde.kernels.media import EXACTLY, Decoder, Examined, How, Undecodable


def fingerprint(file: BinaryIO, *, decoder: Decoder, how: How = EXACTLY) -> Fingerprints | Undecodable:
    """Decode in the sandbox and hash what comes back.

    A picture that EXIF turns has two fingerprints, as stored and as shown. Flat frames have none and are counted instead.
    """
    seen = decoder.examine(file, how)
    return seen if isinstance(seen, Undecodable) else of_examined(seen)


def of_examined(seen: Examined) -> Fingerprints:
    """The fingerprints of what a decoder found."""
    hashed = [pdq.of_grid(frame.grid, at_ms=frame.at_ms) for frame in seen.frames]
    found = tuple(one for one in hashed if isinstance(one, Fingerprint))
    return Fingerprints(seen, found, len(hashed) - len(found))
