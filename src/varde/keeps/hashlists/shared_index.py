"""The index of large lists: a file that this station's processes map. It holds published values and row ids only."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

import numpy as np

from varde.keeps.hashlists.changes import Active, Changed, State
from varde.keeps.hashlists.types import Algorithm
from varde.kernels.hashing import ALGORITHMS
from varde.kernels.search.saved import Entries, SavedIndex, change_index, write_index

_LIST = "active"
_VERSIONS = {one.name: one.version for one in ALGORITHMS if one.name == Algorithm.PDQ}


class InFile:
    """One generation of it, and which versions of the lists it has read."""

    def __init__(self, folder: Path, index: SavedIndex) -> None:
        self._folder, self._index = folder, index
        self.state: State = {name: (version, stamp) for name, (version, stamp) in json.loads(index.made_from).items()}

    @staticmethod
    def path(folder: Path) -> Path:
        """Where it lies."""
        return folder / "lists-pdq"

    @staticmethod
    def opened(folder: Path) -> InFile:
        """The one that is there; a VardeError when it cannot be used."""
        return InFile(folder, SavedIndex.open(InFile.path(folder), versions=_VERSIONS))

    @staticmethod
    def written(folder: Path, state: State, active: Active) -> InFile:
        """A new one; a VardeError when it cannot be written."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_index(InFile.path(folder), [_entries(active)], versions=_VERSIONS, made_from=json.dumps(state), waits=True)
        return InFile.opened(folder)

    def refreshed(self) -> InFile:
        """Itself, or what another process has made meanwhile."""
        index = self._index.refreshed()
        return self if index is self._index else InFile(self._folder, index)

    def changed(self, found: Changed, state: State) -> InFile:
        """The next generation."""
        if state == self.state:
            return self
        gone = {_LIST: [str(id_) for id_ in found.gone]}
        change_index(
            InFile.path(self._folder), remove=gone, add=[_entries(found.active)], made_from=json.dumps(state), waits=True
        )
        return self.refreshed()

    def near(self, values: list[bytes], *, radius_bits: int) -> list[tuple[UUID, int]]:
        """Entries near any of the values."""
        return [(UUID(hit.entry), hit.bits_apart) for each in self._index.near(values, radius_bits=radius_bits) for hit in each]

    def __len__(self) -> int:
        return len(self._index)


def _entries(active: Active) -> Entries:
    values = np.frombuffer(active.values, np.uint8).reshape(-1, 32)
    return Entries(_LIST, Algorithm.PDQ.value, values, ids=np.frombuffer(active.ids, np.uint8).reshape(-1, 16))
