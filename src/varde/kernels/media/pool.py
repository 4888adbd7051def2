"""Many files on all cores: confined workers side by side, results in the order of the files."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from types import TracebackType
from typing import BinaryIO, Self, TypeVar

from varde.kernels.media.decoder import MIN_SANDBOX_LEVEL, Decoder
from varde.kernels.media.types import EXACTLY, Examined, How, SandboxLevel, Undecodable

Key = TypeVar("Key")
Extra = TypeVar("Extra")
Seen = Examined | Undecodable | OSError
_AHEAD = 16  # files begun ahead of the one awaited, for each process


class DecoderPool:
    """Decodes many files at once, by default one for each processor that this process may use.

    A file that cannot be opened or read gives its `OSError` and stops nothing. Use it as a context manager, in one thread.
    """

    def __init__(
        self, *, processes: int | None = None, files_per_worker: int = 64, minimum_level: int = MIN_SANDBOX_LEVEL
    ) -> None:
        self.processes = processes or len(os.sched_getaffinity(0))
        self._files_per_worker, self._minimum = files_per_worker, minimum_level
        self._decoders: list[Decoder] = []
        self._free: SimpleQueue[Decoder] = SimpleQueue()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def start(self) -> SandboxLevel:
        """Start the processes, unless they are started, and say which sandbox level is in force."""
        for _ in range(self.processes - len(self._decoders)):
            self._decoders.append(Decoder.start(self._minimum))
            self._free.put(self._decoders[-1])
        return self.level

    def close(self) -> None:
        """End all processes. Closing twice is closing once."""
        for decoder in self._decoders:
            decoder.close()
        self._decoders, self._free = [], SimpleQueue()

    @property
    def level(self) -> SandboxLevel:
        """The sandbox level in force, measured when the pool was started."""
        return min((decoder.level for decoder in self._decoders), default=SandboxLevel.NONE)

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
        self.start()
        with ThreadPoolExecutor(self.processes, "varde-pool") as threads:
            begun: deque[tuple[Key, Future[tuple[Seen, Extra | None]]]] = deque()
            try:
                for key, open_it in files:
                    begun.append((key, threads.submit(self._one, open_it, also, how)))
                    if len(begun) > _AHEAD * self.processes:
                        yield _ended(begun)
                while begun:
                    yield _ended(begun)
            finally:
                threads.shutdown(wait=False, cancel_futures=True)

    def _one(self, open_it: Callable[[], BinaryIO], also: Callable[[BinaryIO], Extra], how: How) -> tuple[Seen, Extra | None]:
        decoder = self._free.get()
        try:
            with open_it() as file:
                extra = also(file)
                return decoder.examine(file, how), extra
        except OSError as error:
            return error, None
        finally:
            self._free.put(decoder)


def _ended(begun: deque[tuple[Key, Future[tuple[Seen, Extra | None]]]]) -> tuple[Key, Seen, Extra | None]:
    key, work = begun.popleft()
    return key, *work.result()
