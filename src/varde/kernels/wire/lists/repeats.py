"""What stands twice: the same entry is kept once; of one id on two different values, a mistake, the second is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from varde.kernels.wire.lists.types import BAD_LINES_NAMED, BadLine, ListEntry, Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Kept(NamedTuple):
    """A table without what stands twice; how many did; and how many ids stood on a second value, the first of them named."""

    table: Table
    repeated: int
    clashing: int
    clashes: list[BadLine]


def taken_out(table: Table) -> Kept:
    """Each entry once. Frames of one video share its id, one line may give several values, and a value may have several ids."""
    first: dict[object, ListEntry] = {}
    gone: list[int] = []
    clashes: list[BadLine] = []
    clashing = 0
    for place in _suspects(table):
        entry = table.entry(place)
        before = first.setdefault(_about(entry), entry)
        if before is entry or (before.line == entry.line and before.value != entry.value):
            continue
        gone.append(place)
        if before.value != entry.value:
            clashing += 1
            clashes += [BadLine(entry.line, f"its id already stands on another value (at {before.line})")][
                : BAD_LINES_NAMED - len(clashes)
            ]
    return Kept(_without(table, gone), len(gone) - clashing, clashing, clashes)


def _about(entry: ListEntry) -> object:
    if not entry.id:
        return entry.value
    return entry.id if entry.at_ms is None else (entry.id, entry.at_ms, entry.value)


def _suspects(table: Table) -> list[int]:
    """The places, in order, of all entries that may not be alone: one sort of 64-bit keys, whatever the list's size."""
    import numpy as np

    keys = _keys(table)
    order = np.argsort(keys, kind="stable")
    is_same = keys[order][1:] == keys[order][:-1]
    is_suspect = np.zeros(len(keys), bool)
    is_suspect[order[1:][is_same]] = True
    is_suspect[order[:-1][is_same]] = True
    return [int(place) for place in np.flatnonzero(is_suspect)]


def _keys(table: Table) -> NDArray[np.int64]:
    import numpy as np

    if "id" not in table.columns:
        return np.ascontiguousarray(table.values[:, :8]).view(np.int64).ravel()
    frames = table.columns.get("at_ms")
    if frames is None:
        return np.fromiter(
            (hash(id_) if id_ else hash(table.values[place].tobytes()) for place, id_ in enumerate(table.columns["id"])), np.int64
        )
    return np.fromiter((hash(_about(entry)) for entry in table), np.int64, len(table))


def _without(table: Table, gone: list[int]) -> Table:
    import numpy as np

    if not gone:
        return table
    stays = np.ones(len(table), bool)
    stays[gone] = False
    columns = {
        name: [held for held, is_kept in zip(column, stays, strict=True) if is_kept] for name, column in table.columns.items()
    }
    return Table(table.algorithm, table.values[stays], table.lines[stays], columns)
