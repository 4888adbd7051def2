"""The key holder as a process: one Unix socket, one thread per connection, the same user only."""

from __future__ import annotations

import os
import socket
import socketserver
import stat
import struct
from pathlib import Path

from varde.keeps.vault.errors import SealBroken, SocketUnsafe
from varde.keeps.vault.keyholder import protocol
from varde.keeps.vault.keyholder.keys import Keys
from varde.keeps.vault.keyholder.protocol import Status
from varde.kernels.terms.errors import VardeError

LONGEST_PATH = 100  # sun_path holds 108 bytes
CREDENTIALS = struct.Struct("3i")  # pid, uid, gid


def peer_uid(channel: socket.socket) -> int:
    """Which user of this machine stands at the other end, by the kernel's word."""
    raw = channel.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, CREDENTIALS.size)
    return int(CREDENTIALS.unpack(raw)[1])


class _Conversation(socketserver.BaseRequestHandler):
    server: Server

    def handle(self) -> None:
        """Answer frames until the other side goes."""
        if peer_uid(self.request) != os.getuid():
            return
        while (body := protocol.receive(self.request)) is not None:
            protocol.send(self.request, self.server.respond(body))


class Server(socketserver.ThreadingUnixStreamServer):
    """Serves one set of keys on one socket."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, path: Path, keys: Keys) -> None:
        self._keys = keys
        _prepare(path)
        before = os.umask(0o177)
        try:
            super().__init__(str(path), _Conversation)
        finally:
            os.umask(before)

    def respond(self, body: bytes) -> bytes:
        """One answer to one request; what goes wrong is a status, never a text."""
        try:
            operation, items = protocol.read_request(body)
            return protocol.answer(Status.DONE, self._keys.do(operation, items))
        except SealBroken:
            return protocol.answer(Status.SEAL_BROKEN)
        except (ValueError, OverflowError, VardeError):
            return protocol.answer(Status.REFUSED)

    def handle_error(self, request: object, client_address: object) -> None:
        """A peer that went away in the middle is no event."""


def _prepare(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if len(os.fsencode(path)) > LONGEST_PATH or path.parent.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise SocketUnsafe(path.name)
    if path.exists():
        _refuse_if_served(path)
        path.unlink()


def _refuse_if_served(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return
    raise SocketUnsafe(path.name)
