"""JSON lines: one object a line. What `varde hash` writes is such a list too: of digests, of pictures, of videos' frames."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from varde.kernels.wire.lists import bulk, lines, rows
from varde.kernels.wire.lists.types import BadLine, ListEntry


def entries(piece: lines.Piece, algorithm: str | None) -> Iterator[bulk.Block | ListEntry | BadLine]:
    """What stands in a piece."""
    waiting: list[tuple[int, dict[str, Any]]] = []
    for text in lines.texts(piece):
        found = text if isinstance(text, BadLine) else _object(*text)
        if isinstance(found, BadLine):
            yield found
        elif found is not None:
            waiting.append((found[0], found[1]))
        if len(waiting) == bulk.ROWS_AT_ONCE:
            yield from _several(waiting, algorithm)
            waiting = []
    yield from _several(waiting, algorithm)


def _object(number: int, line: str) -> tuple[int, dict[str, Any]] | BadLine | None:
    if not line or line.isspace():
        return None
    try:
        found = loaded(line)
    except (ValueError, RecursionError) as error:
        return BadLine(number, str(error) if isinstance(error, Twice) else "is not JSON")
    return (number, found) if isinstance(found, dict) else BadLine(number, "is no JSON object")


def _several(some: list[tuple[int, dict[str, Any]]], algorithm: str | None) -> Iterator[bulk.Block | ListEntry | BadLine]:
    """Objects with the same keys at once, others one by one."""
    first = some[0][1].keys() if some else {}
    if some and "fingerprints" not in first and all(found.keys() == first for _, found in some):
        meanings = keyed({name: name for name in first})
        columns = {meaning: [found[name] for _, found in some] for meaning, name in meanings.items()}
        at_once = bulk.blocks(columns, [number for number, _ in some], algorithm)
        if at_once is not None:
            yield from at_once
            return
    for number, found in some:
        yield from _of_object(found, number, algorithm)


def _of_object(found: dict[str, Any], number: int, algorithm: str | None) -> list[ListEntry | BadLine]:
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


_DECODER = json.JSONDecoder(object_pairs_hook=once)


def loaded(text: str) -> Any:  # noqa: ANN401  JSON is any
    """JSON, with keys that stand twice refused."""
    return _DECODER.decode(text)


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
