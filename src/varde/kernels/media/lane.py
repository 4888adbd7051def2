"""The parent's end of one lane: a file goes in, what a worker says of it comes out, and no worker outlives its welcome."""

from __future__ import annotations

import io
import os
import select
from typing import BinaryIO

from varde.kernels.media import exchange, limits
from varde.kernels.media.exchange import Ending, Manner, Request, Task
from varde.kernels.media.types import Examined, Pixels, Undecodable, UndecodableReason
from varde.kernels.terms import clock

_GRACE_SECONDS = 5
_MOST_AT_ONCE = limits.MIB
_PIPE_HOLDS = 1 << 16
_BY_ENDING = {
    Ending.EXITED: UndecodableReason.BAD_REPLY,
    Ending.SIGNALLED: UndecodableReason.CRASHED,
    Ending.TIMED_OUT: UndecodableReason.TIMED_OUT,
}
_IRREGULAR = (Undecodable(UndecodableReason.BAD_REPLY), Undecodable(UndecodableReason.OUT_OF_MEMORY))
Answer = Examined | Pixels | Undecodable | int


class DecoderGoneError(Exception):
    """The decoder's process ended. No file can do that; it ends with the thread that started it, or when memory runs out."""


class _IrregularError(Exception):
    """The worker ended or was too slow."""

    def __init__(self, reason: UndecodableReason) -> None:
        super().__init__()
        self.reason = reason


class Lane:
    """One lane of a zygote, used by one thread at a time; `control` is where the zygote hears of each worker that is to come.

    A worker that has seen `files` files is replaced by a fresh one, and so is one that did anything irregular. A refusal counts
    only when a worker gives it to its first file: so no file is blamed for what another one did.
    """

    def __init__(self, number: int, *, files: int, control: int) -> None:
        self._number, self._most_files, self._control = number, files, os.dup(control)
        self._memory = os.memfd_create("varde-media", os.MFD_CLOEXEC)
        their_requests, self._requests = os.pipe()
        self._replies, their_replies = os.pipe()
        self._endings, their_endings = os.pipe()
        readable = os.open(f"/proc/self/fd/{self._memory}", os.O_RDONLY)  # a place of its own, and no right to write
        self.theirs = [their_requests, their_replies, their_endings, readable]
        self._waiting = select.poll()
        for descriptor in (self._replies, self._endings):
            self._waiting.register(descriptor, select.POLLIN)
        self._mine = [self._memory, self._control, self._requests, self._replies, self._endings]
        self._generation = self._buried = self._files = self._left = 0

    def hand_over(self) -> None:
        """The child has its ends by now: close ours of them."""
        while self.theirs:
            os.close(self.theirs.pop())

    def close(self) -> None:
        """Give up all descriptors; the zygote is gone by then. Closing twice is closing once."""
        self.hand_over()
        while self._mine:
            os.close(self._mine.pop())

    def begin(self, manner: Manner = Manner.FOR_FILES) -> None:
        """Have a fresh worker put into the lane; whoever is in it ends."""
        self._generation, self._files = self._generation + 1, 0
        self._left = self._most_files if manner is Manner.FOR_FILES else 1
        _write(self._control, exchange.COMMAND.pack(self._number, self._generation, manner))

    def ask(self, request: Request, file: BinaryIO, *, is_alone: bool = False) -> Answer:
        """What a worker says of the file; `is_alone`: one that sees no other file after it.

        Raises DecoderGoneError, and OSError where the file itself cannot be read.
        """
        is_first = self._files == 0
        answer = self._answer(request, file, is_alone=is_alone)
        if isinstance(answer, Undecodable) and not is_first:
            self.end()
            answer = self._answer(request, file, is_alone=is_alone)
        return answer

    def end(self) -> None:
        """Whoever has seen a file here sees no other one."""
        if self._files:
            self.begin()

    def _answer(self, request: Request, file: BinaryIO, *, is_alone: bool) -> Answer:
        """Ask once, and have the worker replaced when it was irregular or has seen enough."""
        self._files, self._left = self._files + 1, self._left - 1
        is_regular = False
        try:
            answer = self._hand_in(request, file)
            is_regular = answer not in _IRREGULAR
        except _IrregularError as error:
            answer = Undecodable(error.reason)
        finally:
            if is_alone or self._most_files == 1 or request.is_windowed:
                os.ftruncate(self._memory, 0)
            if is_alone or not is_regular or not self._left:
                self.begin()
        return answer

    def _hand_in(self, request: Request, file: BinaryIO) -> Answer:
        self._await_burials()
        if self._waiting.poll(0):  # it ended or spoke unasked
            self.begin()
            self._await_burials()
        if not request.is_windowed:
            self._copy(file, request.size)
        _write(self._requests, request.pack(self._generation))
        return exchange.parse(self._hear(request, file), request)

    def _copy(self, file: BinaryIO, size: int) -> None:
        """The file's bytes into memory that the child can only read, and nothing behind them of the file before."""
        os.ftruncate(self._memory, size)
        descriptor, at = _descriptor_of(file), 0
        if descriptor is not None:
            os.lseek(self._memory, 0, os.SEEK_SET)
            while at < size and (count := os.sendfile(self._memory, descriptor, at, size - at)):
                at += count
            return
        file.seek(0)
        while at < size and (data := file.read(min(size - at, _MOST_AT_ONCE))):
            at += os.pwrite(self._memory, data, at)

    def _show(self, file: BinaryIO, request: Request, at: int) -> None:
        """A window of a large file; nothing behind its end."""
        file.seek(min(at, request.size))
        data = file.read(limits.WINDOW)
        shown = Request(Task.WINDOW, request.format, os.pwrite(self._memory, data, 0))
        _write(self._requests, shown.pack(self._generation))

    def _hear(self, request: Request, file: BinaryIO) -> bytes:
        """Read until the reply is whole; grant the worker's wishes on the way."""
        until = clock.monotonic() + limits.WALL_SECONDS[request.format.kind]
        heard = bytearray()
        while True:
            ready = dict(self._waiting.poll(max(0.0, until - clock.monotonic()) * 1000))
            if not ready:
                raise _IrregularError(UndecodableReason.TIMED_OUT)
            if self._replies not in ready:
                raise _IrregularError(_BY_ENDING[self._read_ending()])
            heard += _read(self._replies)
            wish = exchange.wish_in(heard) if request.is_windowed else None
            if wish is not None:
                heard.clear()
                self._show(file, request, wish)
            elif exchange.is_whole(heard):
                return bytes(heard)

    def _await_burials(self) -> None:
        """See the ending of every worker before this one, and throw away what they still had said."""
        if self._buried >= self._generation - 1:
            return
        while self._buried < self._generation - 1:
            if not select.select([self._endings], [], [], _GRACE_SECONDS)[0]:
                raise DecoderGoneError
            self._read_ending()
        while self._replies in dict(self._waiting.poll(0)):
            _read(self._replies)

    def _read_ending(self) -> Ending:
        self._buried, code = exchange.STATUS.unpack(_read(self._endings, exchange.STATUS.size))
        return Ending(code)


def _descriptor_of(file: BinaryIO) -> int | None:
    """A plain file's own descriptor; a reader that transforms what it reads has none, whatever its fileno() says."""
    inner = getattr(file, "file", file)  # tempfile's wrapper
    raw = getattr(inner, "raw", inner)
    return raw.fileno() if isinstance(raw, io.FileIO) else None


def _read(descriptor: int, at_most: int = _PIPE_HOLDS) -> bytes:
    data = os.read(descriptor, at_most)
    if not data:
        raise DecoderGoneError
    return data


def _write(descriptor: int, words: bytes) -> None:
    """A few bytes into a pipe that is all but empty."""
    try:
        os.write(descriptor, words)
    except OSError as error:
        raise DecoderGoneError from error
