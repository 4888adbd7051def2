"""Lists are written as JSON lines or CSV; both are read back to the same entries."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from typing import Any, TextIO

from varde.kernels.wire.lists.types import ListEntry

COLUMNS = ("algorithm", "value", "id", "classification", "size", "at_ms", "quality_percent")


def _row(entry: ListEntry) -> dict[str, Any]:
    row = entry._asdict() | {"value": entry.value.hex(), "id": entry.id or None}
    return {name: row[name] for name in COLUMNS if row[name] is not None}


def write_jsonl(out: TextIO, entries: Iterable[ListEntry]) -> int:
    """One object a line; says how many."""
    count = 0
    for entry in entries:
        out.write(json.dumps(_row(entry)) + "\n")
        count += 1
    return count


def write_csv(out: TextIO, entries: Iterable[ListEntry]) -> int:
    """A head line, then one line for each; line breaks in names become blanks, since each line is one row; says how many."""
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    count = 0
    for entry in entries:
        row = _row(entry)
        writer.writerow({name: " ".join(held.split()) if isinstance(held, str) else held for name, held in row.items()})
        count += 1
    return count
