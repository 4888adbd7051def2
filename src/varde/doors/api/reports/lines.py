"""A body as its lines, read in pieces: servers differ in what their `readline` does, none in what `read` does."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest

from varde.kernels.terms.errors import VardeError
from varde.kernels.wire import platform

PIECE_BYTES = 1 << 16


class BodyTorn(VardeError):
    """The body broke off before its announced end and nothing of it was taken; send it again."""

    code = "body_torn"


def lines_of(request: HttpRequest) -> Iterator[bytes]:
    """Each line with its end; a line over the limit comes in parts, each too long for the parser to take."""
    announced, seen = request.headers.get("Content-Length", ""), 0
    begun: list[bytes] = []  # the parts of a line whose end has not come; joined once, since a line may be long
    while piece := request.read(PIECE_BYTES):
        seen += len(piece)
        *whole, rest = piece.split(b"\n")
        for end in whole:
            yield b"".join((*begun, end, b"\n"))
            begun.clear()
        begun.append(rest)
        if sum(map(len, begun)) > platform.LINE_LIMIT_BYTES:
            yield b"".join(begun)
            begun.clear()
    if announced.isdecimal() and seen < int(announced):
        raise BodyTorn
    if last := b"".join(begun):
        yield last
