from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from varde.keeps.vault.errors import KeyholderRefused, KeyholderUnreachable, SealBroken
from varde.keeps.vault.keyholder import protocol
from varde.keeps.vault.keyholder.keys import Item, Operation
from varde.keeps.vault.keyholder.protocol import Status
from varde.keeps.vault.keyholder.server import peer_uid
from varde.kernels.terms import clock

PATIENCE_SECONDS = 10.0
ANSWER_SECONDS = 30.0
BATCH_BYTES = 8 * 1024 * 1024


class Client:
    """The key holder over its socket: one connection per thread, made again when the holder was restarted.

    Every operation may be sent twice without harm, so a lost connection is answered by asking again.
    """

    def __init__(self, path: Path, *, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._path, self._patience = path, patience_seconds
        self._mine = threading.local()

    def do(self, operation: Operation, items: Sequence[Item]) -> list[bytes]:
        """Carry out the operation on each (context, data), however many there are."""
        results: list[bytes] = []
        for batch in _batches(items):
            results += self._ask(operation, batch)
        return results

    def _ask(self, operation: Operation, items: Sequence[Item]) -> list[bytes]:
        status, results = protocol.read_answer(self._exchange(protocol.request(operation, items)))
        if status is Status.SEAL_BROKEN:
            raise SealBroken("value")
        if status is not Status.DONE or len(results) != len(items):
            raise KeyholderRefused(operation.name.lower())
        return results

    def _exchange(self, body: bytes) -> bytes:
        until, pause = clock.monotonic() + self._patience, 0.01
        while True:
            try:
                return self._once(body)
            except OSError as problem:
                self._hang_up()
                if clock.monotonic() > until:
                    raise KeyholderUnreachable from problem
            time.sleep(pause)
            pause = min(pause * 2, 0.25)

    def _once(self, body: bytes) -> bytes:
        channel = self._channel()
        protocol.send(channel, body)
        answer = protocol.receive(channel)
        if answer is None:
            raise ConnectionResetError
        return answer

    def _channel(self) -> socket.socket:
        if getattr(self._mine, "pid", None) != os.getpid():  # a forked child must not talk on its parent's line
            self._mine.channel, self._mine.pid = self._connect(), os.getpid()
        channel: socket.socket = self._mine.channel
        return channel

    def _connect(self) -> socket.socket:
        channel = socket.socket(socket.AF_UNIX)
        channel.settimeout(ANSWER_SECONDS)
        try:
            channel.connect(str(self._path))
            if peer_uid(channel) != os.getuid():
                raise PermissionError(self._path.name)
        except OSError:
            channel.close()
            raise
        return channel

    def _hang_up(self) -> None:
        channel = getattr(self._mine, "channel", None)
        if channel is not None:
            channel.close()
        self._mine.pid = None


def _batches(items: Sequence[Item]) -> list[list[Item]]:
    batches: list[list[Item]] = [[]]
    size = 0
    for item in items:
        size += len(item[0]) + len(item[1]) + 8
        if size > BATCH_BYTES and batches[-1]:
            batches.append([])
            size = len(item[0]) + len(item[1]) + 8
        batches[-1].append(item)
    return batches if items else []
