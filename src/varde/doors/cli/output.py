"""Whole lines go out, one by one: to standard output, or to the end of a file whose lines are not made again."""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import BinaryIO, ClassVar

from varde.kernels.terms.errors import VardeError

Done = set[bytes]


class CannotWrite(VardeError):
    """The results cannot be written there; make room or name another place, and go on with --append."""

    code: ClassVar[str] = "cannot_write"


class Lines:
    """Writes a line in one go."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, line: str) -> None:
        """One line, its end added, handed on at once."""
        try:
            with _unbroken():
                self._file.write(line.encode("ascii") + b"\n")
                self._file.flush()
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            raise CannotWrite(error.strerror or "") from None


@contextmanager
def _unbroken() -> Iterator[None]:
    """A Ctrl-C waits until the line is out whole; a second one does not."""
    former, is_main = signal.getsignal(signal.SIGINT), threading.current_thread() is threading.main_thread()
    if former is not signal.default_int_handler or not is_main:
        yield
        return
    came: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        if came:
            signal.default_int_handler(number, frame)
        came.append(number)

    signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, former)
    if came:
        raise KeyboardInterrupt


@contextmanager
def lines_to(file: str | None) -> Iterator[tuple[Lines, Done]]:
    """Where lines go, and which paths stand there already; without a file, standard output and none."""
    if file is None:
        yield Lines(sys.stdout.buffer), set()
        return
    try:
        with Path(file).open("a+b") as opened:
            done = _done(opened)
            yield Lines(opened), done
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise
        raise CannotWrite(error.strerror or "") from None


def _done(opened: BinaryIO) -> Done:
    """The paths of all whole lines; a last line that was cut off is taken away."""
    opened.seek(0)
    done: Done = set()
    end = 0
    for line in opened:
        if not line.endswith(b"\n"):
            break
        end += len(line)
        if path := _path_of(line):
            done.add(path)
    opened.truncate(end)
    return done


def _path_of(line: bytes) -> bytes | None:
    try:
        row = json.loads(line)
        return bytes.fromhex(row["path_bytes_hex"]) if "path_bytes_hex" in row else os.fsencode(row["path"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
