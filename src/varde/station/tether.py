"""A child ends with its parent, also when the parent is killed outright."""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)  # loaded here: nothing may be imported between fork and exec


def tether(death_signal: signal.Signals = signal.SIGTERM) -> Callable[[], None]:
    """For Popen's preexec_fn: the kernel sends `death_signal` when the thread that started the child ends.

    It runs after the change of user, which would undo it. A parent that ended in between is noticed.
    """
    parent = os.getpid()

    def tie() -> None:
        _libc.prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return tie


def tie_self(death_signal: signal.Signals) -> None:
    """For a process that is already running: end with the parent it has now."""
    _libc.prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
