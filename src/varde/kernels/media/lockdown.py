"""What the child does to itself: once as zygote, and more strictly in each worker that touches a file."""

from __future__ import annotations

import ctypes
import functools
import os
import resource
import signal
from dataclasses import dataclass
from pathlib import Path

from varde.kernels.media import landlock, limits, seccomp
from varde.kernels.media.exchange import Manner

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE = 1, 4
_NOBODY = 65534


@dataclass(frozen=True)
class Confinement:
    """Which walls to put up; all of them, except in tests of what happens without one."""

    landlock: bool = True
    seccomp: bool = True


@functools.cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def die_with_parent() -> None:
    """SIGKILL when the parent ends, however it ends. A change of user clears this: call it again afterwards."""
    _libc().prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def confine_zygote(confinement: Confinement) -> None:
    """Not root, no new rights, no files written, no core dump, no file opened."""
    _mapped_when_warm()
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)
    die_with_parent()
    _libc().prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    for limit in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE, resource.RLIMIT_MEMLOCK):
        resource.setrlimit(limit, (0, 0))
    seccomp.prepare()
    seccomp.forbid_new_privileges()
    if confinement.landlock:
        landlock.apply()


@functools.cache
def _mapped_when_warm() -> int:
    """Bytes of address space that libraries take before any file is there. Asked once, before /proc is out of reach."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def most_descriptors() -> int:
    """One more than the highest descriptor that there can be."""
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


def confine_worker(confinement: Confinement, *, manner: Manner, files: int) -> None:
    """Memory, processor time for all its files, no further descriptors, and only the system calls that decoding needs."""
    die_with_parent()
    seconds = max(limits.CPU_SECONDS.values()) * files
    memory = _mapped_when_warm() + limits.ADDRESS_SPACE
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    if manner is Manner.FOR_FILES:
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    if confinement.seccomp and manner is not Manner.PROBING_BARE:
        seccomp.apply()
