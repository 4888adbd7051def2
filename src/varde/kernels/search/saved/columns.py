"""What is known of each entry beside its value: its list, its id, and what only some lists tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from varde.kernels.search.saved.errors import EntriesUnreadable
from varde.kernels.search.saved.ids import Ids
from varde.kernels.search.saved.types import Entries

Rows = NDArray[np.int64]
OPTIONAL: Mapping[str, tuple[type[np.generic], int]] = {  # and what stands for "not told"
    "row_at_ms": (np.int32, -1),
    "row_size": (np.int64, -1),
    "row_class": (np.uint32, 0),
    "row_quality": (np.uint8, 100),
}


@dataclass(frozen=True)
class Columns:
    """`lists` uint16 (n,) are numbers of lists; `told` has those of the optional columns in which something stands."""

    lists: NDArray[np.uint16]
    ids: Ids
    told: Mapping[str, NDArray[Any]]

    @staticmethod
    def of(entries: Entries, *, list_number: int, class_number: Callable[[str], int]) -> Columns:
        """Of a caller's columns; EntriesUnreadable when they are not of one length or out of range."""
        count = len(entries.values)
        ids = np.arange(1, count + 1, dtype=np.uint64) if entries.ids is None else entries.ids
        classes = entries.classifications
        given: dict[str, Sequence[int | None] | None] = {
            "row_at_ms": entries.at_ms,
            "row_size": entries.sizes,
            "row_class": None if classes is None else [class_number(one) if one else None for one in classes],
            "row_quality": entries.quality_percent,
        }
        if {len(ids), *(len(column) for column in given.values() if column is not None)} != {count}:
            raise EntriesUnreadable(entries.list)
        try:
            told = {name: _filled(name, column) for name, column in given.items() if column is not None}
            return Columns(np.full(count, list_number, np.uint16), Ids.of(ids), told)
        except (OverflowError, TypeError, ValueError) as wrong:
            raise EntriesUnreadable(entries.list) from wrong

    def __len__(self) -> int:
        return len(self.lists)

    def take(self, rows: Rows) -> Columns:
        """These rows."""
        return Columns(self.lists[rows], self.ids.take(rows), {name: column[rows] for name, column in self.told.items()})

    @staticmethod
    def joined(parts: Sequence[Columns]) -> Columns:
        """One after the other."""
        names = [name for name in OPTIONAL if any(name in part.told for part in parts)]
        told = {name: np.concatenate([part.column(name) for part in parts]) for name in names}
        return Columns(np.concatenate([part.lists for part in parts]), Ids.joined([part.ids for part in parts]), told)

    def column(self, name: str) -> NDArray[Any]:
        """An optional column, told or not."""
        kind, untold = OPTIONAL[name]
        found = self.told.get(name)
        return np.full(len(self), untold, kind) if found is None else found

    def told_of(self, name: str, row: int) -> int | None:
        """What is told of one row, or None."""
        found = self.told.get(name)
        value = OPTIONAL[name][1] if found is None else int(found[row])
        return None if value == OPTIONAL[name][1] else value

    def identity(self, row: int) -> tuple[int, str, int | None]:
        """With its value, what makes an entry this entry: list, id, and its place in a video."""
        return int(self.lists[row]), self.ids.text(row), self.told_of("row_at_ms", row)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All there is, by name."""
        return {"row_list": self.lists, **self.ids.arrays, **self.told}

    @staticmethod
    def from_arrays(arrays: Mapping[str, NDArray[Any]]) -> Columns:
        """The same again; ValueError when they do not fit together."""
        ids = Ids({name: array for name, array in arrays.items() if name.startswith("id_")})
        made = Columns(arrays["row_list"], ids, {name: arrays[name] for name in OPTIONAL if name in arrays})
        others = (made.ids.arrays.get(name, made.lists) for name in ("id_key", "id_high", "id_ends", "id_order"))
        if {len(one) for one in (*others, *made.told.values())} != {len(made)}:
            raise ValueError("columns of several lengths")
        return made


def _filled(name: str, column: Sequence[int | None]) -> NDArray[Any]:
    kind, untold = OPTIONAL[name]
    limits = np.iinfo(kind)  # type: ignore[type-var]  # all are whole numbers
    found = np.fromiter((untold if one is None else one for one in column), np.int64, len(column))
    if len(found) and not limits.min <= found.min() <= found.max() <= limits.max:
        raise ValueError(name)
    return found.astype(kind)
