"""The one decoder child of this process, started when it is first needed."""

from __future__ import annotations

import atexit
import os
import threading

from varde.kernels.media import Decoder

_lock = threading.Lock()
_shared: tuple[int, Decoder] | None = None


def shared() -> Decoder:
    """The decoder; a forked process gets one of its own."""
    global _shared  # noqa: PLW0603  one child per process
    with _lock:
        if _shared is None or _shared[0] != os.getpid():
            _shared = (os.getpid(), Decoder.start())
            atexit.register(_shared[1].close)
        return _shared[1]
