"""The fingerprint algorithms, in the order in which they are shown. A new one is a file in `algorithms/` and a line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from varde.kernels.hashing.algorithms import md5, pdq, sha1, sha256


@dataclass(frozen=True)
class Algorithm:
    """A name, its version, the length of its values, and what its values' nearness means.

    `distance_bits` is the slow and plain meaning; 0 is equal. An algorithm with radius 0 matches equal values only.
    """

    name: str
    version: str
    value_bytes: int
    radius_bits: int
    distance_bits: Callable[[bytes, bytes], int]
    says: str


def _equal_or_not(one: bytes, other: bytes) -> int:
    return 0 if one == other else 8 * max(len(one), len(other))


ALGORITHMS: tuple[Algorithm, ...] = (
    Algorithm(sha256.NAME, sha256.VERSION, 32, 0, _equal_or_not, "the same bytes"),
    Algorithm(sha1.NAME, sha1.VERSION, 20, 0, _equal_or_not, "the same bytes, unless someone forged them"),
    Algorithm(md5.NAME, md5.VERSION, 16, 0, _equal_or_not, "the same bytes, unless someone forged them"),
    Algorithm(pdq.NAME, pdq.VERSION, 32, pdq.RADIUS_BITS, pdq.distance_bits, "pictures that look alike"),
)


def algorithm(name: str) -> Algorithm | None:
    """The algorithm of that name, or None."""
    return next((one for one in ALGORITHMS if one.name == name), None)
