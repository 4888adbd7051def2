"""An index of known fingerprints in a folder: mapped, not read; checked; shared by processes; swapped while they search.

    write_index(path, [Entries("harbour", "pdq", values, ids=ids)], versions={"pdq": "1"})
    change_index(path, remove={"harbour": ["17"]}, add=[Entries("harbour", "pdq", more)])
    index = SavedIndex.open(path)
    index.near(values, radius_bits=31, lists=["harbour"])      # hits for each value, nearest first
    index.exact("sha256", [digest])                            # any algorithm that is equal or not
    index.videos(frames)                                       # videos, not frames
    index = index.refreshed()                                  # itself, or the newer generation

The folder holds `manifest` (JSON under a line with its SHA-256) and segment files that never change once they are named in it.
A change writes new files, makes them durable, and then renames a new manifest into place.

Never: is read where a checksum does not fit; holds what must be sealed (values lie here plain).
"""

from __future__ import annotations

from varde.kernels.search.saved.errors import (
    EntriesUnreadable,
    IndexBeingChanged,
    IndexDamaged,
    IndexNotWritten,
    IndexOfAnotherVersion,
    NoSuchIndex,
    NotAnIndex,
)
from varde.kernels.search.saved.index import SavedIndex
from varde.kernels.search.saved.types import Entries, Hit, IndexFacts, SegmentFacts, VideoHit
from varde.kernels.search.saved.writing import change_index, write_index

__all__ = [
    "Entries",
    "EntriesUnreadable",
    "Hit",
    "IndexBeingChanged",
    "IndexDamaged",
    "IndexFacts",
    "IndexNotWritten",
    "IndexOfAnotherVersion",
    "NoSuchIndex",
    "NotAnIndex",
    "SavedIndex",
    "SegmentFacts",
    "VideoHit",
    "change_index",
    "write_index",
]
