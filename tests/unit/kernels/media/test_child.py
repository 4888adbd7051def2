"""What the zygote says of a worker's end, with stand-ins for workers."""

from __future__ import annotations

import os
import subprocess
import sys

from varde.kernels.media.child import ending_of
from varde.kernels.media.exchange import Ending


def ended(story: str) -> Ending:
    worker = subprocess.Popen([sys.executable, "-S", "-c", story])
    _, status = os.waitpid(worker.pid, 0)
    worker.returncode = 0  # collected just now
    return ending_of(status)


def test_a_worker_that_ends_has_ended() -> None:
    assert ended("pass") is Ending.EXITED


def test_a_worker_that_burns_its_processor_time_for_all_files_has_timed_out() -> None:
    assert ended("import resource as r; r.setrlimit(r.RLIMIT_CPU, (1, 2))\nwhile True: pass") is Ending.TIMED_OUT


def test_a_worker_that_burns_its_processor_time_for_one_file_has_timed_out() -> None:
    assert ended("import signal as s; s.setitimer(s.ITIMER_PROF, 0.2)\nwhile True: pass") is Ending.TIMED_OUT


def test_a_worker_that_crashes_is_seen_to_have_crashed() -> None:
    assert ended("import ctypes; ctypes.string_at(0)") is Ending.SIGNALLED
