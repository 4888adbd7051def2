"""A system call filter built by hand (classic BPF through prctl), so that no system library is needed.

Allow-list; everything else fails with EPERM. Derived by running every allowed format through Pillow 13 and PyAV 18.1 / 19.
"""

from __future__ import annotations

import ctypes
import errno
import functools
import platform
import struct

_LOAD, _JUMP_EQ, _JUMP_GE, _JUMP_SET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _REFUSE, _UNKNOWN = 0x7FFF0000, 0x80000000, 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS
_PROT_EXEC = 4
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _MODE_FILTER = 38, 22, 2

# name → (x86_64, aarch64); None where the architecture has no such call
_CALLS: dict[str, tuple[int | None, int]] = {
    "read": (0, 63),
    "write": (1, 64),
    "close": (3, 57),
    "fstat": (5, 80),
    "poll": (7, 73),
    "lseek": (8, 62),
    "munmap": (11, 215),
    "brk": (12, 214),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "pread64": (17, 67),
    "readv": (19, 65),
    "writev": (20, 66),
    "sched_yield": (24, 124),
    "mremap": (25, 216),
    "madvise": (28, 233),
    "setitimer": (38, 103),  # a worker's processor time for one file
    "getpid": (39, 172),
    "exit": (60, 93),
    "getrusage": (98, 165),
    "sysinfo": (99, 179),
    "times": (100, 153),
    "sigaltstack": (131, 132),
    "gettid": (186, 178),
    "futex": (202, 98),
    "sched_getaffinity": (204, 123),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "exit_group": (231, 94),
    "getrandom": (318, 278),
}
_THREADS: dict[str, tuple[int, int]] = {"set_robust_list": (273, 99), "rseq": (334, 293)}  # what a new thread does first
_CLONE, _CLONE3 = (56, 220), (435, 435)
_AS_GLIBC_STARTS_A_THREAD = 0x3D0F00  # VM, FS, FILES, SIGHAND, THREAD, SYSVSEM, SETTLS, PARENT_SETTID, CHILD_CLEARTID
_NOT_EXECUTABLE: dict[str, tuple[int, int]] = {"mmap": (9, 222), "mprotect": (10, 226)}  # only without PROT_EXEC
_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}


def _instruction(code: int, value: int, *, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("<HBBI", code, yes, no, value)


def _allow(number: int) -> bytes:
    return _instruction(_JUMP_EQ, number, no=1) + _instruction(_RETURN, _ALLOW)


def _allow_unless_executable(number: int) -> bytes:
    """The third argument's low word holds the protection bits."""
    return (
        _instruction(_JUMP_EQ, number, no=4)
        + _instruction(_LOAD, 32)
        + _instruction(_JUMP_SET, _PROT_EXEC, no=1)
        + _instruction(_RETURN, _REFUSE)
        + _instruction(_RETURN, _ALLOW)
    )


def _allow_threads(column: int) -> bytes:
    """Threads, no processes. The newer call hides its flags from a filter: told that it is unknown, glibc takes the older."""
    return (
        _instruction(_JUMP_EQ, _CLONE3[column], no=1)
        + _instruction(_RETURN, _UNKNOWN)
        + _instruction(_JUMP_EQ, _CLONE[column], no=4)
        + _instruction(_LOAD, 16)
        + _instruction(_JUMP_EQ, _AS_GLIBC_STARTS_A_THREAD, no=1)
        + _instruction(_RETURN, _ALLOW)
        + _instruction(_RETURN, _REFUSE)
        + b"".join(_allow(numbers[column]) for numbers in _THREADS.values())
    )


def program(machine: str, *, threads: bool = False) -> bytes | None:
    """The filter for this machine (`platform.machine()`), or None where we have none. HEIC's decoder needs a thread."""
    if machine not in _ARCHITECTURES:
        return None
    column, audit = _ARCHITECTURES[machine]
    parts = [
        _instruction(_LOAD, 4),  # the architecture
        _instruction(_JUMP_EQ, audit, yes=1),
        _instruction(_RETURN, _KILL),
        _instruction(_LOAD, 0),  # the call's number
        _instruction(_JUMP_GE, 0x40000000, no=1),  # the x32 numbers, a second door
        _instruction(_RETURN, _KILL),
    ]
    parts += [_allow_unless_executable(numbers[column]) for numbers in _NOT_EXECUTABLE.values()]
    parts += [_allow(number) for numbers in _CALLS.values() if (number := numbers[column]) is not None]
    parts += [_allow_threads(column)] if threads else []
    return b"".join(parts) + _instruction(_RETURN, _REFUSE)


def forbid_new_privileges() -> bool:
    """No program started from here can gain rights; a condition of both filters."""
    return bool(ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)


def _has_heic() -> bool:
    from varde.kernels.media import readers  # loads decoders

    return readers.has_heic()


@functools.cache
def _prepared() -> tuple[ctypes.CDLL, ctypes.Array[ctypes.c_char] | None, ctypes.Array[ctypes.c_char]]:
    """Built once in the zygote, for all its workers: the call, its argument, and the code that the argument points to."""
    code = program(platform.machine(), threads=_has_heic()) or b""
    buffer = ctypes.create_string_buffer(code, len(code))
    header = ctypes.create_string_buffer(struct.pack("@HP", len(code) // 8, ctypes.addressof(buffer)))
    return ctypes.CDLL(None, use_errno=True), header if code else None, buffer


def prepare() -> bool:
    """Make ready what `apply` needs; False where the machine has no filter."""
    return _prepared()[1] is not None


def apply() -> bool:
    """Filter this process from now on; False where the kernel or the machine does not allow it."""
    libc, header, _ = _prepared()
    return header is not None and bool(libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(header), 0, 0) == 0)
