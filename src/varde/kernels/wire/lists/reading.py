"""A list file becomes columns: streamed, bad lines named and left out, the rest whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from varde.kernels.wire.lists import jsonlines, plain, repeats, sniffing, spreadsheet, vics
from varde.kernels.wire.lists.bulk import Block
from varde.kernels.wire.lists.errors import ListRefused, NotAList
from varde.kernels.wire.lists.gathering import Gatherer
from varde.kernels.wire.lists.lines import Piece, pieces
from varde.kernels.wire.lists.types import BAD_LINES_NAMED, BadLine, ListEntry, ListFormat, ListRead, Table

Found = Block | ListEntry | BadLine
Progress = Callable[[int], None]


def read_list(
    file: BinaryIO,
    *,
    name: str,
    format: ListFormat | None = None,  # noqa: A002  what it is called on the command line
    algorithm: str | None = None,
    is_strict: bool = False,
    told: Progress = lambda _: None,
) -> ListRead:
    """Read a list from a seekable file. `algorithm` says what values are whose line does not; `told` hears each piece's size.

    NotAList, AlgorithmUnclear and ListDamaged when nothing of it can be taken; ListRefused when `is_strict` and a line is bad.
    """
    found = format or sniffing.format_of(file.read(sniffing.HEAD_BYTES), name)
    file.seek(0)
    tables, bad, bad_lines = _gathered(_entries(file, found, algorithm, told))
    kept = {each: repeats.taken_out(table) for each, table in tables.items()}
    clashes = [clash for one in kept.values() for clash in one.clashes]
    bad = sorted([*bad, *clashes])[:BAD_LINES_NAMED]
    bad_lines += sum(one.clashing for one in kept.values())
    if not kept or not any(len(one.table) for one in kept.values()):
        raise NotAList(_line(bad[0], found) if bad else "there is no entry in it")
    if is_strict and bad_lines:
        raise ListRefused(f"{bad_lines}; first {_line(bad[0], found)}")
    repeated = sum(one.repeated for one in kept.values())
    return ListRead(name, found, {each: one.table for each, one in kept.items()}, tuple(bad), bad_lines, repeated)


def _line(bad: BadLine, found: ListFormat) -> str:
    return f"{'record' if found is ListFormat.VICS else 'line'} {bad.line}: {bad.says}"


def _gathered(found: Iterator[Found]) -> tuple[dict[str, Table], list[BadLine], int]:
    """The tables by algorithm, the first bad lines, and how many there were."""
    gatherers: dict[str, Gatherer] = {}
    bad: list[BadLine] = []
    bad_lines = 0
    for one in found:
        if isinstance(one, BadLine):
            bad_lines += 1
            if len(bad) < BAD_LINES_NAMED:
                bad.append(one)
            continue
        gatherer = gatherers.get(one.algorithm) or gatherers.setdefault(one.algorithm, Gatherer(one.algorithm))
        if isinstance(one, ListEntry):
            gatherer.add(one)
        else:
            gatherer.add_block(one)
    return {algorithm: gatherer.finish() for algorithm, gatherer in gatherers.items()}, bad, bad_lines


def _entries(file: BinaryIO, found: ListFormat, algorithm: str | None, told: Progress) -> Iterator[Found]:
    if found is ListFormat.VICS:
        yield from vics.entries(file)
        return
    reader = _reader(found, algorithm)
    for piece in pieces(file):
        if isinstance(piece, BadLine):
            yield piece
        else:
            yield from reader(piece)
            told(len(piece.lines))


def _reader(found: ListFormat, algorithm: str | None) -> Callable[[Piece], Iterator[Found]]:
    if found is ListFormat.CSV:
        return spreadsheet.Reader(algorithm).entries
    read = jsonlines.entries if found is ListFormat.JSONL else plain.entries
    return lambda piece: read(piece, algorithm)
