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
    announced, seen, rest = request.headers.get("Content-Length", ""), 0, b""
    while piece := request.read(PIECE_BYTES):
        seen += len(piece)
        *whole, rest = (rest + piece).split(b"\n")
        yield from (line + b"\n" for line in whole)
        if len(rest) > platform.LINE_LIMIT_BYTES:
            yield rest
            rest = b""
    if announced.isdecimal() and seen < int(announced):
        raise BodyTorn
    if rest:
        yield rest
