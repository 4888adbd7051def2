"""Landlock by ctypes: from now on this process opens no file and no TCP connection. Needs no rights."""

from __future__ import annotations

import ctypes
import os
import struct

_CREATE, _RESTRICT = 444, 446  # the same numbers on x86_64 and aarch64
_VERSION_FLAG = 1
_FILES = {1: 13, 2: 14, 3: 15, 4: 15}  # how many file rights each version knows; from 5 on, 16
_TCP_BIND_AND_CONNECT = 0b11  # from version 4
_ABSTRACT_SOCKETS_AND_SIGNALS = 0b11  # from version 6


def version() -> int:
    """The kernel's Landlock version, 0 when there is none."""
    return max(0, int(ctypes.CDLL(None, use_errno=True).syscall(_CREATE, None, ctypes.c_size_t(0), _VERSION_FLAG)))


def apply() -> bool:
    """Deny all that this kernel's version can deny; False where it has none. Call after `forbid_new_privileges`."""
    known = version()
    if known < 1:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    rules = struct.pack("<Q", (1 << _FILES.get(known, 16)) - 1)
    if known >= 4:
        rules += struct.pack("<Q", _TCP_BIND_AND_CONNECT)
    if known >= 6:
        rules += struct.pack("<Q", _ABSTRACT_SOCKETS_AND_SIGNALS)
    ruleset = libc.syscall(_CREATE, rules, ctypes.c_size_t(len(rules)), 0)
    if ruleset < 0:
        return False
    is_restricted = libc.syscall(_RESTRICT, ruleset, 0) == 0
    os.close(ruleset)
    return bool(is_restricted)
