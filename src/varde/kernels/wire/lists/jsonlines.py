"""JSON lines: one object a line. What `varde hash` writes is such a list too: of digests, of pictures, of videos' frames."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from varde.kernels.wire.lists import lines, rows
from varde.kernels.wire.lists.types import BadLine, ListEntry


def entries(piece: lines.Piece, algorithm: str | None) -> Iterator[ListEntry | BadLine]:
    """What stands in a piece."""
    for text in lines.texts(piece):
        if isinstance(text, BadLine):
            yield text
        elif text[1].strip():
            yield from of_line(text[1], text[0], algorithm)


def of_line(line: str, number: int, algorithm: str | None) -> list[ListEntry | BadLine]:
    """One line's entries, or why there are none."""
    try:
        found = loaded(line)
    except (ValueError, RecursionError) as error:
        says = str(error) if isinstance(error, Twice) else "is not JSON"
        return [BadLine(number, says)]
    if not isinstance(found, dict):
        return [BadLine(number, "is no JSON object")]
    row = keyed(found)
    several = found.get("fingerprints")
    return rows.told(row, number, algorithm) if several is None else _of_file(row, several, number, algorithm)


class Twice(ValueError):
    """A key stands twice in one object."""


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON, or `Twice`."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Twice("a key stands twice in one object")
    return found


def loaded(text: str) -> Any:  # noqa: ANN401  JSON is any
    """JSON, with keys that stand twice refused."""
    return json.loads(text, object_pairs_hook=once)


def keyed(found: dict[str, Any]) -> dict[str, Any]:
    """The object's keys by what they mean; of two that mean the same, the first."""
    row: dict[str, Any] = {}
    for name, held in found.items():
        if meaning := rows.meaning_of(name):
            row.setdefault(meaning, held)
    return row


def _of_file(row: dict[str, Any], several: object, number: int, algorithm: str | None) -> list[ListEntry | BadLine]:
    """A line of `varde hash`: the file's digests, and its fingerprints with the file's path as id."""
    if not isinstance(several, list) or not all(isinstance(each, dict) for each in several):
        return [BadLine(number, "its fingerprints are no list of objects")]
    shared = {name: row[name] for name in ("id", "classification", "size") if name in row}
    found = rows.told(row, number, algorithm) if any(row.get(name) for name in ("sha256", "sha1", "md5")) else []
    for each in several:
        found += rows.told(shared | keyed(each), number, algorithm)
    bad = [each for each in found if isinstance(each, BadLine)]
    return [bad[0]] if bad else found
