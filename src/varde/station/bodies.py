"""Request bodies, made whole for every door: what comes in chunks is read, and what breaks off is an error and not an end.

granian hands over a body in chunks without a length, which Django takes for an empty one; and a body whose sender went away
ends as if it were complete. A body in chunks of which the last is missing cannot be told from a whole one here: whoever takes
chunks has an end to look for (the last boundary, a digest, the closing tag).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

IN_MEMORY = 8 << 20  # up to here a body in chunks gets its true length, and doors with limits on memory take it
UNKNOWN_LENGTH = 1 << 62  # read to its end; doors that want a body in memory refuse it
Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]


class BrokenOff(ConnectionError):
    """The sender went away before the body's end."""


class Bodies:
    """Wraps the WSGI application."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:  # noqa: ANN401  WSGI
        """Answer a request."""
        length = environ.get("CONTENT_LENGTH")
        if length and length.isdecimal():
            environ["wsgi.input"] = Measured(environ["wsgi.input"], int(length))
        elif "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower():
            _give_length(environ)
        return self._application(environ, start_response)


def _give_length(environ: Environ) -> None:
    source = environ["wsgi.input"]
    head = _read(source, IN_MEMORY + 1)
    is_all = len(head) <= IN_MEMORY
    environ["CONTENT_LENGTH"] = str(len(head) if is_all else UNKNOWN_LENGTH)
    environ["wsgi.input"] = io.BytesIO(head) if is_all else Continued(head, source)


def _read(source: BinaryIO, size: int) -> bytes:
    """As many bytes as asked for, fewer only at the end."""
    pieces = []
    while size and (piece := source.read(min(size, 1 << 20))):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


class Measured:
    """A body of known length; BrokenOff when it ends before."""

    def __init__(self, source: BinaryIO, length: int) -> None:
        self._source, self._left = source, length

    def read(self, size: int = -1, /) -> bytes:
        """As many bytes as asked for, fewer only at the end."""
        wanted = self._left if size < 0 else min(size, self._left)
        data = _read(self._source, wanted)
        self._left -= len(data)
        if len(data) < wanted:
            raise BrokenOff
        return data

    def readline(self, size: int = -1, /) -> bytes:
        """Up to the end of a line."""
        return _line(self, size)


class Continued:
    """A body without a known length, whose beginning was read already."""

    def __init__(self, head: bytes, source: BinaryIO) -> None:
        self._head, self._source = io.BytesIO(head), source

    def read(self, size: int = -1, /) -> bytes:
        """As many bytes as asked for, fewer only at the end."""
        wanted = UNKNOWN_LENGTH if size < 0 else size
        head = self._head.read(wanted)
        return head + _read(self._source, wanted - len(head)) if len(head) < wanted else head

    def readline(self, size: int = -1, /) -> bytes:
        """Up to the end of a line."""
        return _line(self, size)


def _line(body: Measured | Continued, size: int) -> bytes:
    line = bytearray()
    while (size < 0 or len(line) < size) and (letter := body.read(1)):
        line += letter
        if letter == b"\n":
            break
    return bytes(line)
