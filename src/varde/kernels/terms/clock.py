"""The only place that asks what time it is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

_source: Callable[[], datetime] | None = None


def now() -> datetime:
    """The present instant, in UTC, aware."""
    return _source() if _source else datetime.now(UTC)


def monotonic() -> float:
    """Seconds on a clock that never goes back; only differences mean something."""
    return time.monotonic()


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """For tests: hold the clock of this process still at `at` (aware)."""
    global _source  # noqa: PLW0603  the one seam through which tests hold time still
    before, _source = _source, lambda: at
    try:
        yield
    finally:
        _source = before
