"""CSV: a head line names the columns; comma, semicolon or tabulator, whichever the head has most of."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from typing import cast

from varde.kernels.wire.lists import bulk, lines, rows
from varde.kernels.wire.lists.errors import NotAList
from varde.kernels.wire.lists.types import BadLine, ListEntry
from varde.kernels.wire.lists.values import VALUE_BYTES

_DELIMITERS = ",;\t"


def head_of(line: str) -> tuple[str, list[str | None]]:
    """The delimiter and each column's meaning; NotAList when no column holds a fingerprint."""
    delimiter = max(_DELIMITERS, key=line.count)
    try:
        [names] = csv.reader([line], delimiter=delimiter, strict=True)
    except (csv.Error, ValueError):
        raise NotAList("the head line is not CSV") from None
    meanings = [rows.meaning_of(name) for name in names]
    known = {meaning for meaning in meanings if meaning}
    if not known & {"value", *VALUE_BYTES}:
        raise NotAList("the head line names no column value, hash, pdq, sha256, sha1, md5 or photodna")
    return delimiter, _first_of_each(meanings)


def _first_of_each(meanings: list[str | None]) -> list[str | None]:
    """Where two columns mean the same, as id and path may, the first one is read; two of values are refused."""
    for meaning, times in Counter(meanings).items():
        if times > 1 and meaning in {"value", *VALUE_BYTES}:
            raise NotAList(f"two columns hold {meaning}")
    return [meaning if meaning not in meanings[:place] else None for place, meaning in enumerate(meanings)]


class Reader:
    """Reads pieces one after the other; the first line of the first is the head."""

    def __init__(self, algorithm: str | None) -> None:
        self._algorithm = algorithm
        self._delimiter, self._meanings = "", []  # type: tuple[str, list[str | None]]

    def entries(self, piece: lines.Piece) -> Iterator[bulk.Block | ListEntry | BadLine]:
        """What stands in a piece: each line is one row, so that a stray quotation mark costs one line and not the rest."""
        told: list[tuple[int, str]] = []
        for text in lines.texts(piece):
            if isinstance(text, BadLine):
                yield text
            elif not self._meanings:
                self._delimiter, self._meanings = head_of(text[1].rstrip("\r"))
            else:
                told.append(text)
        for start in range(0, len(told), bulk.ROWS_AT_ONCE):
            some = told[start : start + bulk.ROWS_AT_ONCE]
            yield from self._several([number for number, _ in some], self._split([line for _, line in some]))

    def _several(self, numbers: list[int], split: list[list[str] | None]) -> Iterator[bulk.Block | ListEntry | BadLine]:
        if {len(cells) if cells else 0 for cells in split} == {len(self._meanings)}:
            columns = zip(self._meanings, zip(*cast("list[list[str]]", split), strict=True), strict=True)
            found = bulk.blocks({meaning: cells for meaning, cells in columns if meaning}, numbers, self._algorithm)
            if found is not None:
                yield from found
                return
        for number, cells in zip(numbers, split, strict=True):
            yield from self._row(number, cells)

    def _split(self, told: list[str]) -> list[list[str] | None]:
        """All at once; when that does not give a row for each line, one by one."""
        try:
            found: list[list[str] | None] = list(csv.reader(told, delimiter=self._delimiter, strict=True))
        except csv.Error:
            found = []
        return found if len(found) == len(told) else [self._split_one(line) for line in told]

    def _split_one(self, line: str) -> list[str] | None:
        try:
            [cells] = csv.reader([line], delimiter=self._delimiter, strict=True)
        except (csv.Error, ValueError):
            return None
        return cells

    def _row(self, number: int, cells: list[str] | None) -> Iterator[ListEntry | BadLine]:
        if cells is None:
            yield BadLine(number, "is not CSV: a quotation mark is open or stray")
        elif len(cells) > len(self._meanings):
            yield BadLine(number, f"has {len(cells)} cells, the head line {len(self._meanings)}")
        elif any(cells):
            row = {meaning: cell for meaning, cell in zip(self._meanings, cells, strict=False) if meaning}
            yield from rows.told(row, number, self._algorithm)
