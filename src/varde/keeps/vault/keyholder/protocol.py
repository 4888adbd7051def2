"""Frames on the key holder's socket.

Request: `length (4) || operation (1) || parts (4) || lp(context) lp(data) lp(context) lp(data) ...`.
Answer:  `length (4) || status (1) || parts (4) || lp(result) lp(result) ...`. Lengths are big-endian and do not count themselves.
"""

from __future__ import annotations

import socket
from collections.abc import Sequence
from enum import IntEnum

from varde.keeps.vault.errors import KeyholderRefused
from varde.keeps.vault.keyholder.keys import Item, Operation, lp

LONGEST = 64 * 1024 * 1024
HEAD = 5


class Status(IntEnum):
    """How a request went."""

    DONE = 0
    SEAL_BROKEN = 1
    REFUSED = 2


def request(operation: Operation, items: Sequence[Item]) -> bytes:
    """A request's frame body."""
    return bytes([operation]) + (2 * len(items)).to_bytes(4, "big") + b"".join(lp(context, data) for context, data in items)


def read_request(body: bytes) -> tuple[Operation, list[Item]]:
    """Parse a request; ValueError when it is not one."""
    head, parts = _parts(body)
    if len(parts) % 2:
        raise ValueError("odd")
    return Operation(head), list(zip(parts[::2], parts[1::2], strict=True))


def answer(status: Status, results: Sequence[bytes] = ()) -> bytes:
    """An answer's frame body."""
    return bytes([status]) + len(results).to_bytes(4, "big") + lp(*results)


def read_answer(body: bytes) -> tuple[Status, list[bytes]]:
    """Parse an answer; ValueError when it is not one."""
    head, parts = _parts(body)
    return Status(head), parts


def _parts(body: bytes) -> tuple[int, list[bytes]]:
    if len(body) < HEAD:
        raise ValueError("short")
    parts, at = [], HEAD
    while at < len(body):
        size = int.from_bytes(body[at : at + 4], "big")
        parts.append(body[at + 4 : at + 4 + size])
        at += 4 + size
    if at != len(body) or len(parts) != int.from_bytes(body[1:HEAD], "big"):
        raise ValueError("torn")
    return body[0], parts


def send(channel: socket.socket, body: bytes) -> None:
    """Write one frame."""
    if len(body) > LONGEST:
        raise KeyholderRefused("frame too long")
    channel.sendall(len(body).to_bytes(4, "big") + body)


def receive(channel: socket.socket) -> bytes | None:
    """Read one frame; None when the other side has gone."""
    head = _exactly(channel, 4)
    if head is None:
        return None
    size = int.from_bytes(head, "big")
    return _exactly(channel, size) if size <= LONGEST else None


def _exactly(channel: socket.socket, count: int) -> bytes | None:
    buffer = bytearray(count)
    view = memoryview(buffer)
    while view:
        got = channel.recv_into(view)
        if not got:
            return None
        view = view[got:]
    return bytes(buffer)
