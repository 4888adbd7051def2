"""A file as pieces of whole lines, however large it is and however long one of its lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from varde.kernels.wire.lists.errors import NotAList
from varde.kernels.wire.lists.types import BadLine

PIECE_BYTES = 8 << 20
MAX_LINE_BYTES = 4 << 20
UTF8_BOM = b"\xef\xbb\xbf"
_OTHER_BOMS = (b"\xff\xfe", b"\xfe\xff")


class Piece(NamedTuple):
    """Whole lines, the first of which has this number; the last may lack its line end."""

    first_line: int
    lines: bytes


def begun(head: bytes) -> bytes:
    """The head of a file without its UTF-8 mark; what is UTF-16 is refused."""
    if head.startswith(_OTHER_BOMS):
        raise NotAList("it is in UTF-16: save it as UTF-8")
    return head.removeprefix(UTF8_BOM)


def pieces(file: BinaryIO) -> Iterator[Piece | BadLine]:
    """The file's lines in pieces of some megabytes; a line that never ends is named and passed over."""
    number, rest, is_first = 1, b"", True
    while read := file.read(PIECE_BYTES):
        held = rest + (begun(read) if is_first else read)
        is_first = False
        end = held.rfind(b"\n") + 1
        whole, rest = held[:end], held[end:]
        if whole:
            yield Piece(number, whole)
            number += whole.count(b"\n")
        if len(rest) > MAX_LINE_BYTES:
            yield BadLine(number, f"the line is longer than {MAX_LINE_BYTES} bytes")
            rest, number = _after_this_line(file), number + 1
    if rest:
        yield Piece(number, rest)


def _after_this_line(file: BinaryIO) -> bytes:
    while read := file.read(PIECE_BYTES):
        end = read.find(b"\n")
        if end >= 0:
            return read[end + 1 :]
    return b""


def texts(piece: Piece) -> Iterator[tuple[int, str] | BadLine]:
    """Each line with its number, without its end; lines that are not UTF-8 are named."""
    try:
        lines = piece.lines.decode().split("\n")
    except UnicodeDecodeError:
        yield from _texts_one_by_one(piece)
        return
    yield from ((number, line) for number, line in enumerate(lines, piece.first_line) if line and line != "\r")


def _texts_one_by_one(piece: Piece) -> Iterator[tuple[int, str] | BadLine]:
    for number, line in enumerate(piece.lines.split(b"\n"), piece.first_line):
        try:
            text = line.decode()
        except UnicodeDecodeError:
            yield BadLine(number, "is not UTF-8")
            continue
        if text.strip():
            yield number, text
