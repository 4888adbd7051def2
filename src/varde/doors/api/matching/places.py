"""How many files are worked on at a time. Who finds no place in time is told so, and never that there was no match."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from varde.doors.api.matching.errors import QueueFull


class Places:
    """So many at once; who comes then waits so long."""

    def __init__(self, at_once: int, *, patience_seconds: float) -> None:
        self._free = threading.Semaphore(at_once)
        self._patience = patience_seconds

    @contextmanager
    def one(self) -> Iterator[None]:
        """A place for as long as the block runs, or QueueFull."""
        if not self._free.acquire(timeout=self._patience):
            raise QueueFull
        try:
            yield
        finally:
            self._free.release()


FOR_FILES = Places(4, patience_seconds=5.0)  # each may hold a file of the largest size in memory
