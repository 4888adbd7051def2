"""The parent's end of the decoder's process: pipes, deadlines, and a file handed over without copying it through a pipe."""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
import sys

from varde.kernels.media import exchange, limits
from varde.kernels.media.exchange import Ending, Request
from varde.kernels.terms import clock

_START_SECONDS = 60
_GRACE_SECONDS = 5
_ENVIRONMENT = {"PATH": "/nonexistent", "LC_ALL": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


class DecoderGoneError(Exception):
    """The decoder's process ended. No file can do that; it ends with the thread that started it, or when memory runs out."""


class DecoderLiesError(Exception):
    """The worker said more than any true reply could hold."""


class Process:
    """One zygote that reads its files at one descriptor."""

    def __init__(self, source: int, *, without: tuple[str, ...] = ()) -> None:
        self._endings, theirs = os.pipe()
        readable = os.open(f"/proc/self/fd/{source}", os.O_RDONLY)  # a place of its own, and no right to write
        command = [sys.executable, "-I", "-B", "-m", "varde.kernels.media.child", str(theirs), str(readable), *without]
        try:
            self._child = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_ENVIRONMENT,
                cwd="/",
                bufsize=0,
                pass_fds=(theirs, readable),
            )
        finally:
            os.close(theirs)
            os.close(readable)
        try:
            self._wait(_START_SECONDS, capacity=0)
        except (DecoderGoneError, TimeoutError):
            self.kill()
            raise DecoderGoneError from None

    @property
    def pid(self) -> int:
        """The zygote's process id, for those who measure."""
        return self._child.pid

    def ask(self, request: Request) -> tuple[Ending, bytes]:
        """Have one file worked on: how the worker ended, and what it said."""
        assert self._child.stdin is not None
        try:
            self._child.stdin.write(request.pack())
        except OSError as error:
            raise DecoderGoneError from error
        seconds = limits.WALL_SECONDS[request.format.kind] + _GRACE_SECONDS
        return self._wait(seconds, capacity=limits.MAX_REPLY_BYTES)

    def _wait(self, seconds: float, *, capacity: int) -> tuple[Ending, bytes]:
        """Read the reply while waiting for the ending; what is longer than `capacity` is a lie."""
        assert self._child.stdout is not None
        stdout, reply, ending = self._child.stdout.fileno(), bytearray(), None
        waiting = select.poll()
        for descriptor in (stdout, self._endings):
            waiting.register(descriptor, select.POLLIN)
        until = clock.monotonic() + seconds
        while True:
            left = 0.0 if ending is not None else max(0.0, until - clock.monotonic())
            ready = dict(waiting.poll(left * 1000))
            if not ready and ending is not None:
                return ending, bytes(reply)
            if not ready:
                raise TimeoutError
            if len(reply) > capacity:
                raise DecoderLiesError
            if stdout in ready:
                reply += self._read(stdout, 1 << 20)
            elif self._endings in ready:
                code, _ = exchange.STATUS.unpack(self._read(self._endings, exchange.STATUS.size))
                ending = Ending(code)

    @staticmethod
    def _read(descriptor: int, at_most: int) -> bytes:
        data = os.read(descriptor, at_most)
        if not data:
            raise DecoderGoneError
        return data

    def kill(self) -> None:
        """End the zygote; its worker ends with it."""
        with contextlib.suppress(ProcessLookupError):
            self._child.kill()
        for stream in (self._child.stdin, self._child.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self._child.wait()
        with contextlib.suppress(OSError):
            os.close(self._endings)
        self._endings = -1
