"""Pixels and bytes become fingerprints: one file per algorithm, one registry.

Never: opens a file itself (the sandboxed decoder does); gives a hash that means nothing.
"""

from __future__ import annotations

from varde.kernels.hashing.digests import Digester, digest_stream
from varde.kernels.hashing.fingerprinting import fingerprint, of_examined, of_examined_many
from varde.kernels.hashing.registry import ALGORITHMS, Algorithm, algorithm
from varde.kernels.hashing.types import Digests, Example, Fingerprint, Fingerprints, Unhashable, UnhashableReason

__all__ = [
    "ALGORITHMS",
    "Algorithm",
    "Digester",
    "Digests",
    "Example",
    "Fingerprint",
    "Fingerprints",
    "Unhashable",
    "UnhashableReason",
    "algorithm",
    "digest_stream",
    "fingerprint",
    "of_examined",
    "of_examined_many",
]
