"""Many files on all cores: confined workers side by side, results in the order of the files."""

from __future__ import annotations

import errno
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from types import TracebackType
from typing import BinaryIO, Self, TypeVar

from varde.kernels.media.decoder import MIN_SANDBOX_LEVEL, Decoder
from varde.kernels.media.types import EXACTLY, Examined, How, SandboxLevel, Undecodable

Key = TypeVar("Key")
Extra = TypeVar("Extra")
Seen = Examined | Undecodable | OSError
_AHEAD = 16  # files begun ahead of the one awaited, for each process
_PATIENCE_SECONDS = 0.2  # results are handed on at least so often, if there are any
_SPARE_LANES = 1  # so that no processor waits while a file is read and handed over


class DecoderPool:
    """Decodes many files at once, by default one for each processor that this process may use.

    A file that cannot be opened or read gives its `OSError` and stops nothing. Use it as a context manager, in one thread.
    What `files_per_worker` weakens is said at `Decoder`; 1 is the strict mode.
    """

    def __init__(
        self, *, processes: int | None = None, files_per_worker: int = 64, minimum_level: int = MIN_SANDBOX_LEVEL
    ) -> None:
        self.processes = processes or len(os.sched_getaffinity(0))
        self._files_per_worker, self._minimum = files_per_worker, minimum_level
        self._decoder: Decoder | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def start(self) -> SandboxLevel:
        """Start the processes, unless they are started, and say which sandbox level is in force."""
        return self._started().level

    def _started(self) -> Decoder:
        if self._decoder is None:
            lanes = self.processes + _SPARE_LANES
            self._decoder = Decoder.start(self._minimum, lanes=lanes, files_per_worker=self._files_per_worker)
        return self._decoder

    def close(self) -> None:
        """End all processes. Closing twice is closing once."""
        if self._decoder:
            self._decoder.close()
        self._decoder = None

    @property
    def pid(self) -> int | None:
        """The process id of the workers' parent, for those who measure; None while none runs."""
        return self._decoder.pid if self._decoder else None

    @property
    def level(self) -> SandboxLevel:
        """The sandbox level in force, measured when the pool was started."""
        return self._decoder.level if self._decoder else SandboxLevel.NONE

    def examine_all(self, files: Iterable[tuple[Key, Callable[[], BinaryIO]]], how: How = EXACTLY) -> Iterator[tuple[Key, Seen]]:
        """Each file's key with what `Decoder.examine` says of it, or the error of opening or reading it; in the files' order.

        Files are opened late and closed soon, and `files` is drawn on as the work goes on. The iterator may be left early.
        """
        for key, seen, _ in self.examine_all_and(files, lambda _: None, how):
            yield key, seen

    def examine_all_and(
        self, files: Iterable[tuple[Key, Callable[[], BinaryIO]]], also: Callable[[BinaryIO], Extra], how: How = EXACTLY
    ) -> Iterator[tuple[Key, Seen, Extra | None]]:
        """The same, with what `also` makes of the open file (its digests, say); None where the file could not be read.

        `also` runs in several threads at once, each with a file of its own, and reads from wherever it seeks to.
        """
        decoder = self._started()
        with ThreadPoolExecutor(self.processes + _SPARE_LANES, "varde-pool") as threads:
            begun: deque[tuple[Key, Future[tuple[Seen, Extra | None]]]] = deque()
            try:
                for key, open_it in files:
                    begun.append((key, threads.submit(_one, decoder, open_it, also, how)))
                    if len(begun) > _AHEAD * self.processes:
                        yield from _ended_by_now(begun)
                while begun:
                    yield _ended(begun)
            finally:
                threads.shutdown(wait=False, cancel_futures=True)


def _one(
    decoder: Decoder, open_it: Callable[[], BinaryIO], also: Callable[[BinaryIO], Extra], how: How
) -> tuple[Seen, Extra | None]:
    try:
        with _opened(open_it) as file:
            extra = also(file)
            return decoder.examine(file, how), extra
    except OSError as error:
        return error, None


def _opened(open_it: Callable[[], BinaryIO]) -> BinaryIO:
    try:
        return open_it()
    except ValueError as error:  # a NUL, or a character that no name here can hold
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL)) from error


def _ended_by_now(begun: deque[tuple[Key, Future[tuple[Seen, Extra | None]]]]) -> Iterator[tuple[Key, Seen, Extra | None]]:
    """The next one, and those behind it that are done: to be woken for every single file costs as much as handing one over."""
    wait([begun[len(begun) // 2][1]], timeout=_PATIENCE_SECONDS)
    yield _ended(begun)
    while begun and begun[0][1].done():
        yield _ended(begun)


def _ended(begun: deque[tuple[Key, Future[tuple[Seen, Extra | None]]]]) -> tuple[Key, Seen, Extra | None]:
    key, work = begun.popleft()
    return key, *work.result()
