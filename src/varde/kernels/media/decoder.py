"""Opens hostile files safely: every file is decoded in a process of its own that can do nothing else."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import threading
from collections.abc import Iterator
from types import TracebackType
from typing import BinaryIO, Self

from varde.kernels.media import exchange, limits
from varde.kernels.media.exchange import Ending, Request, Task
from varde.kernels.media.probes import BY_LIMITS, BY_SECCOMP, FILES, Attempt
from varde.kernels.media.process import DecoderGoneError, DecoderLiesError, Process
from varde.kernels.media.sniff import HEAD_BYTES, sniff
from varde.kernels.media.types import (
    EXACTLY,
    Examined,
    How,
    MediaFormat,
    Pixels,
    SandboxLevel,
    Undecodable,
    UndecodableReason,
)

MIN_SANDBOX_LEVEL = SandboxLevel.SYSCALLS
_COPIED_AT_MOST = 64 * limits.MIB
_BY_ENDING = {Ending.SIGNALLED: UndecodableReason.CRASHED, Ending.TIMED_OUT: UndecodableReason.TIMED_OUT}

_BY_ERROR: dict[type[Exception], UndecodableReason] = {
    DecoderGoneError: UndecodableReason.CRASHED,
    TimeoutError: UndecodableReason.TIMED_OUT,
    DecoderLiesError: UndecodableReason.BAD_REPLY,
}


class Decoder:
    """A sandboxed decoder that a whole process may share: one file at a time, each without a trace of the one before.

    `examine` and `pixels` give a value or `Undecodable`; they raise nothing because of a file. Use it as a context manager,
    or `start` and `close`. It must be started before the process holds secrets only in so far as it inherits none: the child is a
    fresh interpreter with an empty environment and no open file but its own.
    """

    def __init__(self, *, minimum_level: int = MIN_SANDBOX_LEVEL, without: tuple[str, ...] = ()) -> None:
        self._minimum, self._without = minimum_level, without
        self._lock = threading.Lock()
        self._memory = os.memfd_create("varde-media", os.MFD_CLOEXEC)
        self._process: Process | None = None
        self.level = SandboxLevel.NONE

    @classmethod
    def start(cls, minimum_level: int = MIN_SANDBOX_LEVEL, *, without: tuple[str, ...] = ()) -> Self:
        """Start the child and measure which sandbox level is really in force; below `minimum_level` nothing is decoded.

        `without` leaves out "seccomp" or "landlock": for tests of what happens then.
        """
        decoder = cls(minimum_level=minimum_level, without=without)
        with decoder._lock:
            decoder.level = decoder._measured()
        return decoder

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The child's process id, for those who measure; None while none runs."""
        return self._process.pid if self._process else None

    def close(self) -> None:
        """End the child. Closing twice is closing once; a closed decoder decodes nothing."""
        with self._lock:
            self._end_process()
            self.level, self._minimum = SandboxLevel.NONE, max(self._minimum, SandboxLevel.LIMITS)
            if self._memory >= 0:
                os.close(self._memory)
                self._memory = -1

    def examine(self, file: BinaryIO, how: How = EXACTLY) -> Examined | Undecodable:
        """The file's facts and its 64 by 64 luma grids, or why there are none. Reads from the file's beginning."""
        result = self._run(file, Task.EXAMINE, how=how)
        return result if isinstance(result, Examined | Undecodable) else Undecodable(UndecodableReason.BAD_REPLY)

    def pixels(self, file: BinaryIO, max_px: int = 640) -> Pixels | Undecodable:
        """RGB for a preview, upright, the longer side at most `max_px`; of a video, the first good frame."""
        result = self._run(file, Task.PIXELS, max_px=min(max(1, max_px), limits.MAX_PREVIEW_PX))
        return result if isinstance(result, Pixels | Undecodable) else Undecodable(UndecodableReason.BAD_REPLY)

    def _run(self, file: BinaryIO, task: Task, *, max_px: int = 0, how: How = EXACTLY) -> Examined | Pixels | Undecodable | int:
        if self.level < max(self._minimum, SandboxLevel.LIMITS):
            return Undecodable(UndecodableReason.SANDBOX_TOO_WEAK)
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        found = sniff(file.read(HEAD_BYTES))
        file.seek(0)
        if size == 0:
            return Undecodable(UndecodableReason.EMPTY)
        if found is None:
            return Undecodable(UndecodableReason.UNKNOWN_FORMAT)
        if size > limits.MAX_BYTES[found.kind]:
            return Undecodable(UndecodableReason.TOO_LARGE)
        request = Request(task, found, size, max_px, how)
        with self._lock:
            return self._ask_about(file, request)

    def _ask_about(self, file: BinaryIO, request: Request) -> Examined | Pixels | Undecodable | int:
        if self._memory < 0:
            return Undecodable(UndecodableReason.SANDBOX_TOO_WEAK)
        descriptor = _descriptor_of(file)
        if request.size > _COPIED_AT_MOST and descriptor is not None:
            return self._ask_anew(descriptor, request)
        with self._copied(file):
            return self._ask(request)

    @contextlib.contextmanager
    def _copied(self, file: BinaryIO) -> Iterator[None]:
        """The file's bytes in memory that the child can only read, wiped away afterwards."""
        try:
            with os.fdopen(os.dup(self._memory), "wb") as copy:
                copy.seek(0)
                shutil.copyfileobj(file, copy, limits.MIB)
            yield
        finally:
            os.ftruncate(self._memory, 0)

    def _ask(self, request: Request) -> Examined | Pixels | Undecodable | int:
        """Ask the shared child; one that is gone is replaced, and the file gets a second try."""
        for _ in range(2):
            try:
                self._process = self._process or Process(self._memory, without=self._without)
                return _asked(self._process, request)
            except DecoderGoneError:
                self._end_process()
            except (TimeoutError, DecoderLiesError) as error:
                self._end_process()
                return Undecodable(_BY_ERROR[type(error)])
        return Undecodable(UndecodableReason.CRASHED)

    def _ask_anew(self, descriptor: int, request: Request) -> Examined | Pixels | Undecodable | int:
        """A large file is not copied: a child of its own reads it where it lies."""
        try:
            process = Process(descriptor, without=self._without)
        except DecoderGoneError:
            return Undecodable(UndecodableReason.CRASHED)
        try:
            return _asked(process, request)
        except (DecoderGoneError, TimeoutError, DecoderLiesError) as error:
            return Undecodable(_BY_ERROR[type(error)])
        finally:
            process.kill()

    def _end_process(self) -> None:
        if self._process:
            self._process.kill()
        self._process = None

    def _measured(self) -> SandboxLevel:
        """Try in the child what must fail, with all walls and then without seccomp."""
        worked = self._ask(Request(Task.PROBE, MediaFormat.PNG, 0))
        bare = self._ask(Request(Task.PROBE_BARE, MediaFormat.PNG, 0))
        if not isinstance(worked, int) or not isinstance(bare, int):
            return SandboxLevel.NONE
        return level_of(Attempt(worked), bare=Attempt(bare))


def level_of(worked: Attempt, *, bare: Attempt) -> SandboxLevel:
    """The level that these probes prove: `worked` with all walls up, `bare` without seccomp."""
    if worked & BY_LIMITS:
        return SandboxLevel.NONE
    if worked & BY_SECCOMP:
        return SandboxLevel.LIMITS
    return SandboxLevel.SYSCALLS if bare & (FILES | Attempt.CONNECT_TCP) else SandboxLevel.FULL


def _asked(process: Process, request: Request) -> Examined | Pixels | Undecodable | int:
    ending, reply = process.ask(request)
    return Undecodable(_BY_ENDING[ending]) if ending in _BY_ENDING else exchange.parse(reply, request)


def _descriptor_of(file: BinaryIO) -> int | None:
    """A plain file's own descriptor; a reader that transforms what it reads has none, whatever its fileno() says."""
    inner = getattr(file, "file", file)  # tempfile's wrapper
    raw = getattr(inner, "raw", inner)
    return raw.fileno() if isinstance(raw, io.FileIO) else None
