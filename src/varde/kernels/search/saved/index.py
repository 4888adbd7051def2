"""A saved index, open for searching."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from varde.kernels.search.plain import checked
from varde.kernels.search.saved import manifest
from varde.kernels.search.saved.errors import IndexDamaged, IndexOfAnotherVersion
from varde.kernels.search.saved.files import Mapped
from varde.kernels.search.saved.generation import Find, Generation, naming_damage, present
from varde.kernels.search.saved.manifest import SegmentPlace
from varde.kernels.search.saved.segment import Segment, words_of_bytes
from varde.kernels.search.saved.types import NEAR_ALGORITHM, Hit, IndexFacts, SegmentFacts, VideoHit
from varde.kernels.search.saved.videos import videos_near
from varde.kernels.search.types import RADIUS_BITS
from varde.kernels.search.videos import FrameLike

Verify = Literal["all", "header"]
Values = Sequence[bytes] | NDArray[np.uint64]


class SavedIndex:
    """One generation of a saved index, mapped read-only. Threads may share it; it lives as long as someone holds it."""

    def __init__(self, path: Path, generation: Generation, verify: Verify, versions: Mapping[str, str]) -> None:
        self._path = path
        self._at = generation
        self._verify = verify
        self._versions = versions

    @staticmethod
    def open(path: Path, *, verify: Verify = "all", versions: Mapping[str, str] | None = None) -> SavedIndex:
        """Map the present generation. `versions` are the algorithms' versions that the caller speaks.

        "all" reads every byte once (a gigabyte that is in memory in about 0.2 s) and refuses damage with IndexDamaged. With
        "header" the manifest and the files' lengths are checked: damage elsewhere can give wrong answers, but no wild reads.
        """
        index = SavedIndex(path, present(path), verify, versions or {})
        return index._accepted()

    def _accepted(self, before: Sequence[Mapped] = ()) -> SavedIndex:
        """Itself, if it is of the versions that are spoken and what was not mapped before is whole."""
        made_by = self._at.told.versions
        for name, version in self._versions.items():
            if made_by.get(name, version) != version:
                raise IndexOfAnotherVersion(f"{name} {made_by[name]} instead of {version}")
        for one in self._at.files if self._verify == "all" else ():
            for damage in one.damage() if one not in before else ():
                raise IndexDamaged(damage)
        return self

    @property
    def made_from(self) -> str:
        """What the writer said that it was made from."""
        return self._at.told.made_from

    @property
    def facts(self) -> IndexFacts:
        """What it holds."""
        told = self._at.told
        lists: dict[str, Counter[str]] = {}
        for place in told.segments:
            for number, count in place.counts.items():
                lists.setdefault(told.lists[number], Counter())[place.algorithm] += count
        return IndexFacts(
            self._path, told.generation, told.built_at, told.made_from, told.radius_bits, dict(told.versions),
            {name: dict(counts) for name, counts in sorted(lists.items())},
            tuple(map(_segment_facts, told.segments, self._at.segments)),
        )  # fmt: skip

    def __len__(self) -> int:
        return sum(sum(one.counts.values()) for one in self._at.told.segments)

    def refreshed(self) -> SavedIndex:
        """Itself, or the newer generation when there is one, of which only the new files are verified.

        Without a newer one the cost is one look at a file's date.
        """
        if manifest.signature(self._path) in {None, self._at.signature}:
            return self
        newer = SavedIndex(self._path, present(self._path, before=self._at.files), self._verify, self._versions)
        return newer._accepted(self._at.files)

    def check(self) -> list[str]:
        """Verify every byte; what is wrong, in words, or nothing."""
        return [each for one in self._at.files for each in one.damage()]

    def near(
        self, values: Values, *, radius_bits: int = RADIUS_BITS, lists: Collection[str] | None = None, threads: int = 1
    ) -> list[list[Hit]]:
        """For each PDQ value (32 bytes, or a row of uint64 (q, 4)) its near entries: nearest first, then in the order added."""
        queries = _words(values)
        return self._hits(
            len(queries), NEAR_ALGORITHM, lists, lambda one: one.near(queries, radius_bits=radius_bits, threads=threads)
        )

    def exact(self, algorithm: str, values: Sequence[bytes], *, lists: Collection[str] | None = None) -> list[list[Hit]]:
        """For each value the entries of this algorithm that are equal to it; values are of one length."""
        if len({len(value) for value in values}) > 1:
            raise ValueError("values of several lengths")
        if not values:
            return []
        asked = np.frombuffer(b"".join(values), np.uint8).reshape(len(values), -1)
        return self._hits(len(asked), algorithm, lists, lambda one: one.equal(asked))

    @naming_damage()
    def _hits(self, count: int, algorithm: str, lists: Collection[str] | None, find: Find) -> list[list[Hit]]:
        answers: list[list[Hit]] = [[] for _ in range(count)]
        for segment, hits in self._at.found(algorithm, lists, find):
            for query, row, bits in zip(hits.query.tolist(), hits.entry.tolist(), hits.bits.tolist(), strict=True):
                answers[query].append(self._at.hit(segment, row, bits))
        if sum(one.algorithm == algorithm for one in self._at.segments) > 1:
            for answer in answers:
                answer.sort(key=lambda hit: hit.bits_apart)
        return answers

    @naming_damage()
    def videos(
        self,
        frames: Sequence[FrameLike],
        *,
        radius_bits: int = RADIUS_BITS,
        lists: Collection[str] | None = None,
        threads: int = 1,
    ) -> list[VideoHit]:
        """Videos that share frames with these (as `compare_videos` means it): matches first, then by the greater share."""
        return videos_near(self._at, frames, radius_bits=radius_bits, lists=lists, threads=threads)


def _segment_facts(place: SegmentPlace, segment: Segment) -> SegmentFacts:
    chunks = segment.tables.plan.chunks if segment.tables else ()
    living = sum(place.counts.values())
    size = place.file.bytes + (place.alive.bytes if place.alive else 0)
    named = tuple(f"{chunk.width}/{chunk.radius}" for chunk in chunks)
    return SegmentFacts(place.algorithm, living, len(segment) - living, size, named)


def _words(values: Values) -> NDArray[np.uint64]:
    if isinstance(values, np.ndarray):
        return np.ascontiguousarray(values, np.uint64).reshape(-1, 4)
    return words_of_bytes(map(checked, values))
