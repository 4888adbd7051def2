"""What must fail inside the sandbox, tried for real. Harmless where it succeeds."""

from __future__ import annotations

import ctypes
import mmap
import os
import struct
from collections.abc import Callable
from enum import IntFlag
from pathlib import Path

from varde.kernels.media import limits

_INET, _UNIX, _STREAM, _DATAGRAM = 2, 1, 1, 2
_DISCARD_PORT = 9


class Attempt(IntFlag):
    """Each bit: an attempt that must fail."""

    READ_FILE = 1
    CREATE_FILE = 2
    CONNECT_TCP = 4
    SEND_UDP = 8
    OPEN_UNIX_SOCKET = 16
    START_PROCESS = 32
    TAKE_MEMORY = 64
    BE_ROOT = 128


FILES = Attempt.READ_FILE | Attempt.CREATE_FILE
BY_SECCOMP = FILES | Attempt.CONNECT_TCP | Attempt.SEND_UDP | Attempt.OPEN_UNIX_SOCKET | Attempt.START_PROCESS
BY_LIMITS = Attempt.TAKE_MEMORY | Attempt.BE_ROOT


def _read_file() -> bool:
    with Path("/etc/passwd").open("rb") as file:
        return bool(file.read(1))


def _create_file() -> bool:
    os.close(os.open(f"/tmp/varde-probe-{os.getpid()}", os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))  # noqa: S108
    Path(f"/tmp/varde-probe-{os.getpid()}").unlink()  # noqa: S108
    return True


def _socket(family: int, kind: int) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    found = int(libc.socket(family, kind, 0))
    if found < 0:
        raise OSError(ctypes.get_errno(), "socket")
    return found


def _reach(kind: int) -> bool:
    """Connect to our own loopback; refused by the far end means that the way there was open."""
    libc = ctypes.CDLL(None, use_errno=True)
    address = struct.pack("=H", _INET) + struct.pack(">H", _DISCARD_PORT) + bytes([127, 0, 0, 1]) + bytes(8)
    refused_by_peer = 111
    return libc.connect(_socket(_INET, kind), address, len(address)) == 0 or ctypes.get_errno() == refused_by_peer


def _open_unix_socket() -> bool:
    return _socket(_UNIX, _DATAGRAM) >= 0


def _start_process() -> bool:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return True


def _take_memory() -> bool:
    mmap.mmap(-1, limits.ADDRESS_SPACE + limits.MIB).close()
    return True


_TRIED: tuple[tuple[Attempt, Callable[[], bool]], ...] = (
    (Attempt.READ_FILE, _read_file),
    (Attempt.CREATE_FILE, _create_file),
    (Attempt.CONNECT_TCP, lambda: _reach(_STREAM)),
    (Attempt.SEND_UDP, lambda: _reach(_DATAGRAM)),
    (Attempt.OPEN_UNIX_SOCKET, _open_unix_socket),
    (Attempt.START_PROCESS, _start_process),
    (Attempt.TAKE_MEMORY, _take_memory),
    (Attempt.BE_ROOT, lambda: os.getuid() == 0),
)


def attempt_all() -> Attempt:
    """Those that succeeded; none should."""
    worked = Attempt(0)
    for bit, attempt in _TRIED:
        try:
            worked |= bit if attempt() else Attempt(0)
        except (OSError, MemoryError, ValueError):
            continue
    return worked
