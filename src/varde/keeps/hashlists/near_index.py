"""All active PDQ values of all lists in memory, read again when the lists have changed."""

from __future__ import annotations

import threading
from collections.abc import Collection
from uuid import UUID

from varde.keeps.hashlists.models import Edition, ListEntry
from varde.keeps.hashlists.rules import ACTIVE
from varde.keeps.hashlists.types import Algorithm
from varde.kernels.search import ScanIndex

_lock = threading.Lock()
_loaded: tuple[UUID | None, ScanIndex[UUID]] | None = None


def near(values: Collection[bytes], *, radius_bits: int) -> dict[UUID, int]:
    """Entries within the radius of any of the values, with the fewest bits apart."""
    if not values:
        return {}
    found: dict[UUID, int] = {}
    for one in (one for each in _current().near(list(set(values)), radius_bits=radius_bits) for one in each):
        found[one.id] = min(one.bits_apart, found.get(one.id, one.bits_apart))
    return found


def _current() -> ScanIndex[UUID]:
    global _loaded  # noqa: PLW0603  one index per process
    stamp = Edition.objects.values_list("stamp", flat=True).first()
    with _lock:
        if _loaded is None or _loaded[0] != stamp:
            _loaded = (stamp, _load())
        return _loaded[1]


def _load() -> ScanIndex[UUID]:
    rows = ListEntry.objects.filter(algorithm=Algorithm.PDQ, state__in=ACTIVE).values_list("id", "value")
    index: ScanIndex[UUID] = ScanIndex()
    index.add((id_, bytes(value)) for id_, value in rows)
    return index
