"""What a list file holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:  # numpy is slow to import, and commands that only show help do without
    import numpy as np
    from numpy.typing import NDArray

BAD_LINES_NAMED = 20


class ListFormat(StrEnum):
    """How a list is written."""

    CSV = "csv"  # a head line names the columns; comma, semicolon or tabulator
    JSONL = "jsonl"  # one object a line, also what `varde hash` writes
    VICS = "vics"  # Project VIC's JSON, 1.x and 2.0
    PLAIN = "plain"  # one hexadecimal value a line, perhaps with a name behind it as sha256sum writes


class ListEntry(NamedTuple):
    """One known fingerprint. `line` is where it stands: a line's number, in VICS a record's, from 1.

    `id` is the list's own name for it, or empty. A frame of a video has `at_ms`, and `id` is then the video's.
    """

    algorithm: str
    value: bytes
    line: int
    id: str = ""
    classification: str | None = None
    size: int | None = None
    at_ms: int | None = None
    quality_percent: int | None = None


class BadLine(NamedTuple):
    """A line that was left out, and why; never what stands in it."""

    line: int
    says: str


@dataclass
class Table:
    """All entries of one algorithm, in columns: values (n, bytes) uint8, lines (n,) int64, others where some entry has them."""

    algorithm: str
    values: NDArray[np.uint8]
    lines: NDArray[np.int64]
    columns: dict[str, list[Any]]  # by ListEntry's names

    def __len__(self) -> int:
        return len(self.values)

    def entry(self, place: int) -> ListEntry:
        """The entry at a place of this table."""
        rest = {name: column[place] for name, column in self.columns.items()}
        return ListEntry(self.algorithm, self.values[place].tobytes(), int(self.lines[place]), **rest)

    def __iter__(self) -> Iterator[ListEntry]:
        return (self.entry(place) for place in range(len(self)))


@dataclass(frozen=True)
class ListRead:
    """A list as it was read: its tables by algorithm, its bad lines (the first of them named), and how many stood twice."""

    name: str
    format: ListFormat
    tables: dict[str, Table]
    bad: tuple[BadLine, ...] = ()
    bad_lines: int = 0
    repeated: int = 0

    def __len__(self) -> int:
        return sum(len(table) for table in self.tables.values())
