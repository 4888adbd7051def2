"""One confined worker: it reads a request, decodes that file, answers, and after its last file it ends.

It holds three descriptors: requests at 0, replies at 1, the file's bytes at 3 (2 is /dev/null). Everything else is closed.
"""

from __future__ import annotations

import io
import os
import signal
from typing import BinaryIO, cast

from varde.kernels.media import exchange, limits, lockdown, processor_time
from varde.kernels.media.exchange import Manner, Request, Task
from varde.kernels.media.types import MediaKind, UndecodableReason

REQUESTS, REPLIES, SOURCE = 0, 1, 3


class _Behind(io.RawIOBase):
    """A file of `size` bytes that somebody else holds."""

    def __init__(self, size: int) -> None:
        self._size, self._at = size, 0

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
        view = memoryview(cast("bytearray", buffer)).cast("B")
        data = self._piece(self._at, min(len(view), self._size - self._at)) if self._at < self._size else b""
        view[: len(data)] = data
        self._at += len(data)
        return len(data)

    def _piece(self, at: int, most: int) -> bytes:
        return os.pread(SOURCE, most, at)


class _BehindWindow(_Behind):
    """A large file of which the parent shows one window at a time."""

    def __init__(self, size: int, generation: int) -> None:
        super().__init__(size)
        self._generation, self._first, self._shown = generation, 0, 0

    def _piece(self, at: int, most: int) -> bytes:
        if not self._first <= at < self._first + self._shown:
            _say(exchange.pack_window(at))
            answer = next_request(self._generation)
            self._first, self._shown = at, answer.size if answer else 0
        return os.pread(SOURCE, min(most, self._first + self._shown - at), at - self._first)


def next_request(generation: int) -> Request | None:
    """Wait for a request to this worker; None when nobody asks any more. One meant for a worker before it is passed over."""
    while len(data := os.read(REQUESTS, exchange.REQUEST.size)) == exchange.REQUEST.size:
        meant_for, request = Request.unpack(data)
        if meant_for == generation:
            return request
    return None


def answer(request: Request, generation: int) -> bytes:
    """Do the work; whatever goes wrong becomes a code."""
    from varde.kernels.media import picture, probes, video

    if request.task is Task.PROBE:
        return exchange.pack_probes(probes.attempt_all())
    way = picture if request.format.kind is MediaKind.PICTURE else video
    try:
        file = _file(request, generation)
        if request.task is Task.PIXELS:
            seen = way.pixels(file, request.format, max_px=request.max_px)
            return exchange.pack_undecodable(seen.reason) if hasattr(seen, "reason") else exchange.pack_pixels(seen)
        facts = way.examine(file, request.format, request.how)
        return exchange.pack_undecodable(facts.reason) if hasattr(facts, "reason") else exchange.pack_examined(facts)
    except MemoryError:
        return exchange.pack_undecodable(UndecodableReason.OUT_OF_MEMORY)
    except Exception:  # noqa: BLE001  a decoder may raise anything on a hostile file; its words never cross
        return exchange.pack_undecodable(UndecodableReason.DAMAGED)


def _file(request: Request, generation: int) -> BinaryIO:
    """A small file is read whole: most decoders do so in any case, and one reading is cheaper than many."""
    if request.is_windowed:
        return cast("BinaryIO", io.BufferedReader(_BehindWindow(request.size, generation), 1 << 16))
    if request.size <= limits.READ_WHOLE:
        return io.BytesIO(os.pread(SOURCE, request.size, 0))
    return cast("BinaryIO", io.BufferedReader(_Behind(request.size), 1 << 16))


def _say(words: bytes) -> None:
    left = memoryview(words)
    while left:
        left = left[os.write(REPLIES, left) :]


def work(generation: int, *, files: int, confinement: lockdown.Confinement, manner: Manner) -> None:
    """In the forked worker: confine, then decode `files` files, each with processor time of its own."""
    lockdown.confine_worker(confinement, manner=manner, files=files)
    for _ in range(files):
        request = next_request(generation)
        if request is None:
            return
        signal.setitimer(signal.ITIMER_PROF, limits.CPU_SECONDS[request.format.kind])
        processor_time.begin_file()
        _say(answer(request, generation))
