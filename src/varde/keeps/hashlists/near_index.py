"""All active PDQ values of all lists: of small lists in this process's memory, of large ones in a file that all processes map.

When the lists have changed, what changed in them is read, not all of them. An index that has read what this database never came
to (a transaction that was rolled back, a copy that was restored) is made anew.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from varde.keeps.hashlists import changes
from varde.keeps.hashlists.changes import State
from varde.keeps.hashlists.errors import IndexNotLoaded
from varde.keeps.hashlists.models import Edition
from varde.keeps.hashlists.shared_index import InFile
from varde.kernels.search import PlannedIndex
from varde.kernels.terms import clock
from varde.kernels.terms.errors import VardeError

LARGE = 100_000  # entries, from which on the index is a file

_log = logging.getLogger(__name__)
_lock = threading.Lock()
_folder: Path | None = None
_held: Held | None = None


class InMemory:
    """A small index."""

    def __init__(self, state: State, active: changes.Active) -> None:
        self.state = state
        self._index: PlannedIndex[UUID] = PlannedIndex()
        self._index.add(active)
        self._lock = threading.Lock()

    def near(self, values: list[bytes], *, radius_bits: int) -> list[tuple[UUID, int]]:
        """Entries near any of the values."""
        with self._lock:
            return [(one.id, one.bits_apart) for each in self._index.near(values, radius_bits=radius_bits) for one in each]

    def changed(self, found: changes.Changed, state: State) -> InMemory:
        """Itself, kept up."""
        with self._lock:
            self._index.remove(found.gone)
            self._index.add(found.active)
            self.state = state
        return self

    def __len__(self) -> int:
        return len(self._index)


@dataclass(frozen=True)
class Held:
    """An index, which edition of the lists it has read (None: they never changed), and when it read it."""

    stamp: UUID | None
    index: InMemory | InFile
    read_at: datetime


def keep_in(folder: Path | None) -> None:
    """Where files may lie; without a folder every index is in memory."""
    global _folder, _held
    with _lock:
        _folder, _held = folder, None


def near(values: Collection[bytes], *, radius_bits: int) -> dict[UUID, int]:
    """Entries within the radius of any of the values, with the fewest bits apart."""
    return near_in(current().index, values, radius_bits=radius_bits) if values else {}


def near_in(index: InMemory | InFile, values: Collection[bytes], *, radius_bits: int) -> dict[UUID, int]:
    """The same, in an index that is at hand."""
    found: dict[UUID, int] = {}
    for id_, bits in index.near(list(set(values)), radius_bits=radius_bits):
        found[id_] = min(bits, found.get(id_, bits))
    return found


def current(*, patience_seconds: float = -1) -> Held:
    """The index of the lists as they are now. Who waits longer than that for another thread to load it: IndexNotLoaded."""
    global _held  # noqa: PLW0603  one index per process
    stamp = Edition.objects.values_list("stamp", flat=True).first()
    if not _lock.acquire(timeout=patience_seconds):
        raise IndexNotLoaded
    try:
        if _held is None or _held.stamp != stamp:
            before, _held = _held, None
            _held = Held(stamp, _renewed(before.index if before else _kept()), clock.now())
        return _held
    finally:
        _lock.release()


def drop(held: Held) -> None:
    """It was found damaged: the next who asks gets another, from the lists themselves."""
    global _held  # noqa: PLW0603  one index per process
    with _lock:
        if _held is held:
            _held = None


def _renewed(index: InMemory | InFile | None) -> InMemory | InFile:
    state = changes.state()
    if index is not None:
        with suppress(VardeError):  # damaged meanwhile, or no room: all is read
            index = index.refreshed() if isinstance(index, InFile) else index
            if changes.are_past(index.state):
                found = changes.since(index.state, now=state)
                index = index.changed(found, state)
                return _placed(index, state)
    return _whole(state)


def _placed(index: InMemory | InFile, state: State) -> InMemory | InFile:
    """What has grown large goes to a file."""
    return _whole(state) if isinstance(index, InMemory) and _folder and len(index) > LARGE else index


def _kept() -> InFile | None:
    """The file that is there, if it is any good."""
    if _folder is None or not InFile.path(_folder).exists():
        return None
    try:
        return InFile.opened(_folder)
    except VardeError as wrong:
        _log.warning("index of the lists: %s: all lists are read again", wrong.code)
        return None


def _whole(state: State) -> InMemory | InFile:
    """Everything is read."""
    active = changes.all_active()
    if _folder is not None and len(active) > LARGE:
        try:
            return InFile.written(_folder, state, active)
        except VardeError as wrong:
            _log.warning("index of the lists: %s: it is held in memory instead", wrong.code)
    return InMemory(state, active)
