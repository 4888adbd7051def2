"""How much processor time the file at hand has cost so far, in a worker that may have seen others before it."""

from __future__ import annotations

import time

_begun_at = 0.0


def begin_file() -> None:
    """From now on, count for another file."""
    global _begun_at  # noqa: PLW0603  a process has one clock
    _begun_at = time.process_time()


def spent_seconds() -> float:
    """Since `begin_file`, or since this process began."""
    return time.process_time() - _begun_at
