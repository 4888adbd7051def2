from __future__ import annotations

import io
from typing import Any

import pytest

from varde.station.bodies import IN_MEMORY, UNKNOWN_LENGTH, Bodies, BrokenOff


class Dribble(io.RawIOBase):
    """Gives a few bytes at a time, as a network does, and ends like granian: with nothing more."""

    def __init__(self, data: bytes) -> None:
        self.left = io.BytesIO(data)

    def read(self, size: int = -1, /) -> bytes:
        return self.left.read(min(size, 70_001) if size >= 0 else 70_001)


def seen(data: bytes, **environ: str) -> dict[str, Any]:
    found: dict[str, Any] = {}

    def application(environ: dict[str, Any], _start: object) -> list[bytes]:
        found.update(environ)
        return []

    Bodies(application)({"wsgi.input": Dribble(data), **environ}, None)
    return found


CHUNKED = {"HTTP_TRANSFER_ENCODING": "chunked"}


@pytest.mark.parametrize("size", [0, 1, 500_000, IN_MEMORY])
def test_a_body_in_chunks_gets_its_length(size: int) -> None:
    environ = seen(b"v" * size, **CHUNKED)
    assert environ["CONTENT_LENGTH"] == str(size)
    assert environ["wsgi.input"].read() == b"v" * size


def test_a_long_body_in_chunks_is_read_to_its_end() -> None:
    data = b"v" * (IN_MEMORY + 300_000)
    environ = seen(data, **CHUNKED)
    assert environ["CONTENT_LENGTH"] == str(UNKNOWN_LENGTH)
    assert environ["wsgi.input"].read(100) == data[:100]
    assert environ["wsgi.input"].read(IN_MEMORY + 1) == data[: IN_MEMORY + 1]
    assert len(environ["wsgi.input"].read()) == 300_000 - 101


def test_a_body_that_ends_too_early_is_broken() -> None:
    body = seen(b"v" * 10, CONTENT_LENGTH="20")["wsgi.input"]
    assert body.read(5) == b"v" * 5
    with pytest.raises(BrokenOff):
        body.read(15)


def test_a_body_is_not_read_beyond_its_length() -> None:
    body = seen(b"one\ntwo\nthree", CONTENT_LENGTH="7")["wsgi.input"]
    assert [body.readline(), body.readline(), body.read()] == [b"one\n", b"two", b""]


def test_a_request_without_a_body_is_left_alone() -> None:
    assert "CONTENT_LENGTH" not in seen(b"")
