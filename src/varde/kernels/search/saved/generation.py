"""One generation of a saved index: its manifest, its files mapped, its segments ready to be searched."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from varde.kernels.search.saved import manifest
from varde.kernels.search.saved.errors import IndexDamaged, NoSuchIndex
from varde.kernels.search.saved.files import FileFacts, Mapped
from varde.kernels.search.saved.manifest import Manifest, SegmentPlace, Signature
from varde.kernels.search.saved.segment import Segment
from varde.kernels.search.saved.types import Hit
from varde.kernels.search.tables import Hits

Find = Callable[[Segment], Hits]
_TRIES = 20  # a generation may be swapped and cleared away between reading its manifest and mapping its files


@dataclass(frozen=True)
class Generation:
    """`segments` are in the order of the manifest's, `files` all that are mapped."""

    told: Manifest
    signature: Signature
    files: Sequence[Mapped]
    segments: Sequence[Segment]

    def found(self, algorithm: str, lists: Collection[str] | None, find: Find) -> Iterator[tuple[Segment, Hits]]:
        """Each segment of the algorithm and its hits in these lists."""
        wanted = None if lists is None else [number for number, name in enumerate(self.told.lists) if name in lists]
        for segment in self.segments:
            if segment.algorithm == algorithm:
                yield segment, _of_lists(find(segment), segment, wanted)

    def hit(self, segment: Segment, row: int, bits_apart: int) -> Hit:
        """A row as callers know it."""
        columns = segment.columns
        at_ms, size, number = (columns.told_of(name, row) for name in ("row_at_ms", "row_size", "row_class"))
        classification = None if number is None else self.told.classes[number - 1]
        name, id_ = self.told.lists[columns.lists[row]], columns.ids.text(row)
        return Hit(name, id_, bits_apart, segment.algorithm, at_ms, size, classification)


@contextmanager
def naming_damage() -> Iterator[None]:
    """What only an index can cause that was opened without verifying all of it."""
    try:
        yield
    except IndexError as wrong:
        raise IndexDamaged("a number in it names nothing") from wrong


def present(path: Path, *, before: Sequence[Mapped] = ()) -> Generation:
    """The generation that the manifest names now, mapped; files that were mapped `before` are so still."""
    mapped = {one.facts: one for one in before}
    for _ in range(_TRIES):
        told, signature = manifest.read(path)
        try:
            files: list[Mapped] = []
            segments = [_segment(path, one, files, mapped) for one in told.segments]
            return Generation(told, signature, files, segments)
        except FileNotFoundError as missing:
            if manifest.signature(path) == signature:
                raise IndexDamaged("a file of it is missing") from missing
        except (KeyError, ValueError) as wrong:
            raise IndexDamaged("its arrays do not fit together") from wrong
        except OSError as wrong:
            raise IndexDamaged(wrong.strerror or "it cannot be read") from wrong
    raise NoSuchIndex(path.name)


def _segment(path: Path, place: SegmentPlace, files: list[Mapped], before: Mapping[FileFacts, Mapped]) -> Segment:
    files.append(before.get(place.file) or Mapped(path, place.file))
    arrays, is_alive = files[-1].arrays(), None
    if place.alive:
        files.append(before.get(place.alive) or Mapped(path, place.alive))
        is_alive = np.unpackbits(files[-1].arrays()["alive"], count=len(arrays["row_list"]))
    return Segment.from_arrays(place.algorithm, arrays, is_alive)


def _of_lists(hits: Hits, segment: Segment, wanted: Sequence[int] | None) -> Hits:
    if len(hits) and hits.entry.max() >= len(segment):
        raise IndexError
    if wanted is None or not len(hits):
        return hits
    keep = np.isin(segment.columns.lists[hits.entry], wanted)
    return Hits(hits.query[keep], hits.entry[keep], hits.bits[keep])
