"""The zygote's watch over its worker, with stand-ins for workers."""

from __future__ import annotations

import subprocess
import sys

from varde.kernels.media import exchange
from varde.kernels.media.child import watch
from varde.kernels.media.exchange import Ending


def ended(story: str, *, seconds: float = 20) -> Ending:
    worker = subprocess.Popen([sys.executable, "-S", "-c", story])
    ending = Ending(exchange.STATUS.unpack(watch(worker.pid, seconds))[0])
    worker.returncode = 0  # `watch` has already collected it
    return ending


def test_a_worker_that_ends_has_ended() -> None:
    assert ended("pass") is Ending.EXITED


def test_a_worker_that_sleeps_is_killed_when_its_time_is_over() -> None:
    assert ended("import signal; signal.pause()", seconds=0.2) is Ending.TIMED_OUT


def test_a_worker_that_burns_its_processor_time_has_timed_out() -> None:
    story = "import resource as r; r.setrlimit(r.RLIMIT_CPU, (1, 2))\nwhile True: pass"
    assert ended(story) is Ending.TIMED_OUT


def test_a_worker_that_crashes_is_seen_to_have_crashed() -> None:
    assert ended("import ctypes; ctypes.string_at(0)") is Ending.SIGNALLED
