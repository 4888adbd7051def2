"""The fingerprint algorithms, in the order in which they are shown. A new one is a file in `algorithms/` and a line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from varde.kernels.hashing.algorithms import md5, pdq, photodna, sha1, sha256
from varde.kernels.hashing.types import Example

if TYPE_CHECKING:
    import hashlib


@dataclass(frozen=True)
class Algorithm:
    """A name, its version, the length of its values, what its values' nearness means, and how a value is made.

    `distance_bits` is the slow and plain meaning; 0 is equal. An algorithm with radius 0 matches equal values only.
    `compute` makes a value of what `examples` give (a file's bytes; PDQ: a grid) and raises ValueError where there is none;
    it is None for closed fingerprints, which lists carry as opaque bytes and nobody here computes.
    """

    name: str
    version: str
    value_bytes: int
    radius_bits: int
    distance_bits: Callable[[bytes, bytes], int]
    says: str
    compute: Callable[[bytes], bytes] | None = None
    examples: tuple[Example, ...] = ()

    @property
    def is_computed(self) -> bool:
        """Is it ours to compute, or carried as it came?"""
        return self.compute is not None


def _equal_or_not(one: bytes, other: bytes) -> int:
    return 0 if one == other else 8 * max(len(one), len(other))


def _digest(new: Callable[[], hashlib._Hash]) -> Callable[[bytes], bytes]:
    def compute(given: bytes) -> bytes:
        running = new()
        running.update(given)
        return running.digest()

    return compute


_SAME, _SAME_UNLESS = "the same bytes", "the same bytes, unless someone forged them"
ALGORITHMS: tuple[Algorithm, ...] = (
    Algorithm(sha256.NAME, sha256.VERSION, 32, 0, _equal_or_not, _SAME, _digest(sha256.new), sha256.EXAMPLES),
    Algorithm(sha1.NAME, sha1.VERSION, 20, 0, _equal_or_not, _SAME_UNLESS, _digest(sha1.new), sha1.EXAMPLES),
    Algorithm(md5.NAME, md5.VERSION, 16, 0, _equal_or_not, _SAME_UNLESS, _digest(md5.new), md5.EXAMPLES),
    Algorithm(
        pdq.NAME, pdq.VERSION, 32, pdq.RADIUS_BITS, pdq.distance_bits, "pictures that look alike", pdq.value_of_grid, pdq.EXAMPLES
    ),
    Algorithm(
        photodna.NAME, photodna.VERSION, photodna.VALUE_BYTES, 0, _equal_or_not, "pictures alike to others' closed software"
    ),
)


def algorithm(name: str) -> Algorithm | None:
    """The algorithm of that name, or None."""
    return next((one for one in ALGORITHMS if one.name == name), None)
