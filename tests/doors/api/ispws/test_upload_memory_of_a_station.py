"""A file of any size through a real station: the process that answers grows by less than 50 MB, and no plain byte stays."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from lantern_station import enter, lantern_station, web
from reporting_over_http import Reporter
from station_family import Station

MB = 1_000_000
GROWTH = 50 * MB
PIECE = bytes(range(256)) * 4096  # 1 MiB
MULTIPART = "multipart/form-data; boundary=varde-b"


@pytest.fixture(scope="module")
def lantern() -> Iterator[tuple[Station, Reporter]]:
    with lantern_station() as station:
        yield station, enter(station, "harbour")


def body(number: int, pieces: int) -> Iterator[bytes]:
    yield b'--varde-b\r\nContent-Disposition: form-data; name="id"\r\n\r\n%d\r\n' % number
    yield b'--varde-b\r\nContent-Disposition: form-data; name="file"; filename="clip.mp4"\r\n\r\n'
    for _ in range(pieces):
        yield PIECE
    yield b"\r\n--varde-b--\r\n"


def most_memory(pid: int) -> int:
    """The high-water mark, in bytes."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


def marked(station: Station) -> dict[int, int]:
    """Whoever answers HTTP with what it holds now; their high-water marks begin anew here."""
    pids = web(station)
    assert len(pids) >= 2  # granian and its worker
    for pid in pids:
        Path(f"/proc/{pid}/clear_refs").write_text("5")
    return {pid: most_memory(pid) for pid in pids}


def growth(station: Station, harbour: Reporter, *, pieces: int, is_chunked: bool) -> int:
    warm = harbour.opened()
    for _ in range(3):  # what a first upload loads is not what an upload needs
        assert harbour.call("POST", "upload", body(warm, 12), kind=MULTIPART).code == 0
    before = marked(station)
    number = harbour.opened()
    length = sum(map(len, body(number, 0))) + pieces * len(PIECE)
    headers = {} if is_chunked else {"Content-Length": str(length)}
    said = harbour.call("POST", "upload", body(number, pieces), kind=MULTIPART, **headers).said
    digest = hashlib.md5()
    for _ in range(pieces):
        digest.update(PIECE)
    assert (said.code, said.hash) == (0, digest.hexdigest())
    assert len(harbour.finish(number).done.files) == 1
    return max(most_memory(pid) - held for pid, held in before.items())


@pytest.mark.parametrize("is_chunked", [False, True])
def test_256_mb_do_not_grow_the_process(lantern: tuple[Station, Reporter], is_chunked: bool) -> None:
    grown = growth(*lantern, pieces=256, is_chunked=is_chunked)
    print(f"grown by {grown / MB:.1f} MB")  # noqa: T201
    assert grown < GROWTH


def test_no_plain_byte_lies_in_the_stations_folder(lantern: tuple[Station, Reporter]) -> None:
    station, harbour = lantern
    seen = b"a very plain sentence about hills " * 400_000
    number, _ = harbour.with_file(data=seen)
    assert number
    for path in station.ground.data.rglob("*"):
        if path.is_file() and "postgres" not in path.parts:
            assert seen[:34] not in path.read_bytes()


@pytest.mark.soak
def test_4_gb_do_not_grow_the_process(lantern: tuple[Station, Reporter]) -> None:
    grown = growth(*lantern, pieces=4096, is_chunked=False)
    print(f"grown by {grown / MB:.1f} MB")  # noqa: T201
    assert grown < GROWTH
