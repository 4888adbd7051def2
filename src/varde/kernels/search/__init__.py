"""Fingerprints become near fingerprints: `plain.py` is the meaning, the others are fast and agree with it."""

from __future__ import annotations

from varde.kernels.search.plain import PlainIndex, bits_apart, near
from varde.kernels.search.planned import PlannedIndex
from varde.kernels.search.registry import INDEXES
from varde.kernels.search.scan import ScanIndex
from varde.kernels.search.types import RADIUS_BITS, Index, Neighbour
from varde.kernels.search.videos import VideosCompared, compare_videos

__all__ = [
    "INDEXES",
    "RADIUS_BITS",
    "Index",
    "Neighbour",
    "PlainIndex",
    "PlannedIndex",
    "ScanIndex",
    "VideosCompared",
    "bits_apart",
    "compare_videos",
    "near",
]
