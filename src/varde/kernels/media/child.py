"""The decoder's process: a warm zygote that never touches a file, and one confined worker for each file.

Started by `Decoder` with an empty environment: requests on stdin, replies on stdout, endings on the descriptor named by the first
argument, the file's bytes readable at the second. It holds no secret, and ends with its parent.
"""

from __future__ import annotations

import io
import os
import select
import signal
import sys
from typing import BinaryIO, cast

from varde.kernels.media import exchange, limits, lockdown
from varde.kernels.media.exchange import Ending, Request, Task
from varde.kernels.media.types import MediaKind, UndecodableReason


class _Slice(io.RawIOBase):
    """The first `size` bytes behind a descriptor, with a place of its own."""

    def __init__(self, descriptor: int, size: int) -> None:
        self._descriptor, self._size, self._at = descriptor, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = max(0, offset + (0, self._at, self._size)[whence])
        return self._at

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer))
        data = os.pread(self._descriptor, max(0, min(len(view), self._size - self._at)), self._at)
        view[: len(data)] = data
        self._at += len(data)
        return len(data)


def answer(request: Request, source: int) -> bytes:
    """Do the work; whatever goes wrong becomes a code."""
    from varde.kernels.media import picture, probes, video

    if request.task in {Task.PROBE, Task.PROBE_BARE}:
        return exchange.pack_probes(probes.attempt_all())
    file = cast("BinaryIO", io.BufferedReader(_Slice(source, request.size), 1 << 16))
    way = picture if request.format.kind is MediaKind.PICTURE else video
    try:
        if request.task is Task.PIXELS:
            seen = way.pixels(file, request.format, max_px=request.max_px)
            return exchange.pack_undecodable(seen.reason) if hasattr(seen, "reason") else exchange.pack_pixels(seen)
        facts = way.examine(file, request.format, request.how)
        return exchange.pack_undecodable(facts.reason) if hasattr(facts, "reason") else exchange.pack_examined(facts)
    except MemoryError:
        return exchange.pack_undecodable(UndecodableReason.OUT_OF_MEMORY)
    except Exception:  # noqa: BLE001  a decoder may raise anything on a hostile file; its words never cross
        return exchange.pack_undecodable(UndecodableReason.DAMAGED)


def work(request: Request, source: int, *, endings: int, confinement: lockdown.Confinement) -> None:
    """In the forked worker: lose what only the zygote may hold, confine, decode, answer, end."""
    os.close(0)
    os.close(endings)
    seccomp = confinement.seccomp and request.task is not Task.PROBE_BARE
    walls = lockdown.Confinement(landlock=confinement.landlock, seccomp=seccomp)
    lockdown.confine_worker(walls, kind=request.format.kind, may_open=request.task in {Task.PROBE, Task.PROBE_BARE})
    reply = memoryview(answer(request, source))
    while reply:
        reply = reply[os.write(1, reply) :]


def watch(worker: int, seconds: float) -> bytes:
    """Wait for the worker, kill it when its time is over, and say how it ended."""
    handle = os.pidfd_open(worker)
    waiting = select.poll()
    waiting.register(handle, select.POLLIN)
    in_time = bool(waiting.poll(seconds * 1000))
    if not in_time:
        os.kill(worker, signal.SIGKILL)
    os.close(handle)
    _, status = os.waitpid(worker, 0)
    if not in_time or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU):
        return exchange.STATUS.pack(Ending.TIMED_OUT, 0)
    if os.WIFSIGNALED(status):
        return exchange.STATUS.pack(Ending.SIGNALLED, os.WTERMSIG(status))
    return exchange.STATUS.pack(Ending.EXITED, os.WEXITSTATUS(status))


def serve(source: int, *, endings: int, confinement: lockdown.Confinement) -> None:
    """One request, one worker, one ending; until stdin closes."""
    while len(data := os.read(0, exchange.REQUEST.size)) == exchange.REQUEST.size:
        request = Request.unpack(data)
        worker = os.fork()
        if worker == 0:
            try:
                work(request, source, endings=endings, confinement=confinement)
            finally:
                os._exit(0)
        os.write(endings, watch(worker, limits.WALL_SECONDS[request.format.kind]))


def main(arguments: list[str]) -> None:
    """Warm up, confine, say so, serve."""
    from varde.kernels.media.warm_up import warm_up

    endings, source, without = int(arguments[0]), int(arguments[1]), arguments[2:]
    lockdown.die_with_parent()
    warm_up()
    confinement = lockdown.Confinement(landlock="landlock" not in without, seccomp="seccomp" not in without)
    lockdown.confine_zygote(confinement)
    os.write(endings, exchange.STATUS.pack(Ending.EXITED, 0))
    serve(source, endings=endings, confinement=confinement)


if __name__ == "__main__":
    main(sys.argv[1:])
