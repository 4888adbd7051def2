"""What the child does to itself: once as zygote, and more strictly in each worker that touches a file."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
from dataclasses import dataclass

from varde.kernels.media import landlock, limits, seccomp
from varde.kernels.media.types import MediaKind

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE = 1, 4
_NOBODY = 65534


@dataclass(frozen=True)
class Confinement:
    """Which walls to put up; all of them, except in tests of what happens without one."""

    landlock: bool = True
    seccomp: bool = True


def die_with_parent() -> None:
    """SIGKILL when the parent ends, however it ends. A change of user clears this: call it again afterwards."""
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def confine_zygote(confinement: Confinement) -> None:
    """Not root, no new rights, no files written, no core dump, no file opened."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)
    die_with_parent()
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    for limit in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE, resource.RLIMIT_MEMLOCK):
        resource.setrlimit(limit, (0, 0))
    seccomp.forbid_new_privileges()
    if confinement.landlock:
        landlock.apply()


def confine_worker(confinement: Confinement, *, kind: MediaKind, may_open: bool) -> None:
    """Memory, processor time, no further descriptors, and only the system calls that decoding needs.

    Probes `may_open`: else this limit would hide whether the other walls stand.
    """
    die_with_parent()
    seconds = limits.CPU_SECONDS[kind]
    resource.setrlimit(resource.RLIMIT_AS, (limits.ADDRESS_SPACE, limits.ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    if not may_open:
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    if confinement.seccomp:
        seccomp.apply()
