"""Entries, one by one or in blocks, become columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from varde.kernels.wire.lists.bulk import Block
from varde.kernels.wire.lists.types import ListEntry, Table
from varde.kernels.wire.lists.values import VALUE_BYTES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_AT_ONCE = 1 << 16
_NAMES = ListEntry._fields[3:]
_ABSENT = ListEntry._field_defaults


class Gatherer:
    """The table of one algorithm while it grows; columns that nothing stands in are never made."""

    def __init__(self, algorithm: str) -> None:
        self._algorithm = algorithm
        self._waiting: list[ListEntry] = []
        self._values: list[NDArray[np.uint8]] = []
        self._lines: list[NDArray[np.int64]] = []
        self._columns: dict[str, list[Any]] = {}
        self._count = 0
        self._known: dict[str, str] = {}

    def add(self, entry: ListEntry) -> None:
        """Take one entry."""
        self._waiting.append(entry)
        if len(self._waiting) >= _AT_ONCE:
            self._settle()

    def add_block(self, block: Block) -> None:
        """Take many at once."""
        self._settle()
        before = self._count
        self._keep(block.values, block.lines)
        for name in {*self._columns, *block.columns}:
            self._extend(name, block.columns.get(name) or [_ABSENT[name]] * len(block.values), before)

    def _extend(self, name: str, found: Iterable[Any], before: int) -> None:
        column = self._columns.setdefault(name, [])
        column.extend([_ABSENT[name]] * (before - len(column)))
        column.extend(map(self._once, found) if name == "classification" else found)

    def _settle(self) -> None:
        import numpy as np

        if not self._waiting:
            return
        joined = b"".join(entry.value for entry in self._waiting)
        values = np.frombuffer(joined, np.uint8).reshape(-1, VALUE_BYTES[self._algorithm])
        before = self._count
        self._keep(values, np.fromiter((entry.line for entry in self._waiting), np.int64, len(self._waiting)))
        for name, found in zip(_NAMES, list(zip(*self._waiting, strict=True))[3:], strict=True):
            if name in self._columns or any(each != _ABSENT[name] for each in found):
                self._extend(name, found, before)
        self._waiting = []

    def _once(self, text: str | None) -> str | None:
        """The same word in a million entries is kept once."""
        return None if text is None else self._known.setdefault(text, text)

    def _keep(self, values: NDArray[np.uint8], lines: NDArray[np.int64]) -> None:
        self._values.append(values)
        self._lines.append(lines)
        self._count += len(values)

    def finish(self) -> Table:
        """The whole table; the gatherer is then empty."""
        import numpy as np

        self._settle()
        values, lines = np.concatenate(self._values), np.concatenate(self._lines)
        self._values, self._lines = [], []
        return Table(self._algorithm, values, lines, self._columns)
