"""Which objects resemble one: an index of this station's PDQ fingerprints, in this process's memory, built from sealed rows."""

from __future__ import annotations

import threading
from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from varde.keeps.vault import queries
from varde.keeps.vault.models import SealedFingerprints
from varde.keeps.vault.types import Near
from varde.kernels.hashing import Fingerprint
from varde.kernels.search import RADIUS_BITS, PlannedIndex, compare_videos
from varde.kernels.terms.ids import ObjectId

ALGORITHM = "pdq"
LEAST_QUALITY_PERCENT = 50  # PDQ's own advice: below this a hash says little
AT_ONCE = 2000
Frames = tuple[Fingerprint, ...]


def near(object_id: ObjectId, *, among: Collection[ObjectId] | None = None, radius_bits: int = RADIUS_BITS) -> list[Near]:
    """Objects that look like this one, nearest first: pictures by the nearest fingerprint, videos by their shared frames."""
    with _index.lock:
        _index.refresh()
        found = _index.near(object_id, among=among, radius_bits=radius_bits)
    alive = _alive([one.object for one in found])
    if gone := {one.object for one in found} - alive:
        transaction.on_commit(lambda: _index.remove(gone))  # if their end is undone, they stay
    return [one for one in sorted(found, key=lambda one: (one.bits_apart, one.object)) if one.object in alive]


def _alive(ids: list[ObjectId]) -> set[UUID]:
    """Destroyed objects have no fingerprints any more, whatever the index remembers."""
    return set(SealedFingerprints.objects.filter(object_id__in=ids).values_list("object_id", flat=True))


class _Index:
    """Pictures and videos apart, since one never matches the other."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._forget()

    def _forget(self) -> None:
        self._last: tuple[int, UUID] | None = None
        self._frames: dict[ObjectId, Frames] = {}
        self._pictures: PlannedIndex[ObjectId] = PlannedIndex()
        self._videos: PlannedIndex[ObjectId] = PlannedIndex()

    def refresh(self) -> None:
        """Read what came since the last row that we know; when that row is gone, read everything."""
        while rows := self._new_rows():
            for row, frames in zip(rows, queries.open_fingerprints(rows), strict=True):
                self._take(ObjectId(row.object_id), frames)
            self._last = (rows[-1].seq, rows[-1].object_id)

    def _new_rows(self) -> list[SealedFingerprints]:
        rows = SealedFingerprints.objects.filter(algorithm=ALGORITHM).order_by("seq")
        if self._last is not None:
            new = list(rows.filter(seq__gte=self._last[0])[:AT_ONCE])
            if new and (new[0].seq, new[0].object_id) == self._last:
                return new[1:]
            self._forget()
        return list(rows[:AT_ONCE])

    def _take(self, id_: ObjectId, frames: Frames) -> None:
        good = tuple(one for one in frames if one.quality_percent >= LEAST_QUALITY_PERCENT)
        if good:
            self._frames[id_] = good
            self._of_kind(good).add((id_, one.value) for one in good)

    def _of_kind(self, frames: Frames) -> PlannedIndex[ObjectId]:
        return self._pictures if frames[0].at_ms is None else self._videos

    def remove(self, gone: Collection[UUID]) -> None:
        """Forget destroyed objects; what the database has lost is not kept here."""
        with self.lock:
            ids = {ObjectId(id_) for id_ in gone}
            self._pictures.remove(ids)
            self._videos.remove(ids)
            for id_ in ids:
                self._frames.pop(id_, None)

    def near(self, id_: ObjectId, *, among: Collection[ObjectId] | None, radius_bits: int) -> list[Near]:
        """Objects of the same kind that resemble it, in no order."""
        mine = self._frames.get(id_)
        if mine is None:
            return []
        values = list({one.value for one in mine})
        bits: dict[ObjectId, int] = {}
        for one in (one for each in self._of_kind(mine).near(values, radius_bits=radius_bits) for one in each):
            bits[one.id] = min(one.bits_apart, bits.get(one.id, one.bits_apart))
        others = [other for other in bits if other != id_ and (among is None or other in among)]
        if mine[0].at_ms is None:
            return [Near(other, ALGORITHM, bits[other]) for other in others]
        return [video for other in others if (video := self._as_video(mine, other, radius_bits=radius_bits))]

    def _as_video(self, mine: Frames, other: ObjectId, *, radius_bits: int) -> Near | None:
        theirs = self._frames[other]
        compared = compare_videos(mine, theirs, radius_bits=radius_bits)
        if not compared.is_match or compared.bits_apart is None:
            return None
        share = max(compared.share_of_first, compared.share_of_second)
        return Near(other, ALGORITHM, compared.bits_apart, share)


_index = _Index()
