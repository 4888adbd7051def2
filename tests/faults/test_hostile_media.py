"""Files made to harm whoever opens them: each gives an answer within its limits, and its neighbours are none the worse."""

from __future__ import annotations

import io
import itertools
import os
import random
import signal
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from faults import hostile_files
from unit.kernels.made_media import landscape, saved
from varde.kernels.media import (
    Decoder,
    DecoderPool,
    Examined,
    How,
    MediaKind,
    Pixels,
    Sampling,
    Undecodable,
    UndecodableReason,
    Way,
    limits,
)
from varde.kernels.media.exchange import HEADER, MAGIC, NONE, Outcome, Request, Task, parse
from varde.kernels.media.sniff import sniff
from varde.kernels.media.types import MediaFormat

GOOD = saved(landscape(1, width=64, height=48)).getvalue()
HOWS = [How(way, sampling) for way in Way for sampling in Sampling]


@pytest.fixture(scope="module")
def strict() -> Iterator[Decoder]:
    with Decoder.start() as started:
        yield started


@pytest.fixture(scope="module")
def bulk() -> Iterator[Decoder]:
    with Decoder.start(files_per_worker=1000) as started:
        yield started


@pytest.fixture(scope="module")
def sound(strict: Decoder) -> Examined:
    seen = strict.examine(io.BytesIO(GOOD))
    assert isinstance(seen, Examined)
    return seen


@pytest.fixture(autouse=True)
def the_next_good_file_is_decoded(request: pytest.FixtureRequest, sound: Examined) -> Iterator[None]:
    yield
    for name in {"strict", "bulk"} & set(request.fixturenames):
        assert request.getfixturevalue(name).examine(io.BytesIO(GOOD)) == sound


def reasons_of(name: str) -> set[UndecodableReason]:
    if name in hostile_files.BOMBS:
        return {UndecodableReason.TOO_MANY_PIXELS, UndecodableReason.DAMAGED, UndecodableReason.OUT_OF_MEMORY}
    return {UndecodableReason.EMPTY, UndecodableReason.UNKNOWN_FORMAT}


@pytest.mark.parametrize("name", hostile_files.DISGUISED | hostile_files.BOMBS)
def test_the_disguised_and_the_boundless_are_refused(strict: Decoder, name: str) -> None:
    data = hostile_files.EVERY[name]()
    for seen in (strict.examine(io.BytesIO(data)), strict.pixels(io.BytesIO(data))):
        assert isinstance(seen, Undecodable)
        assert seen.reason in reasons_of(name)


def test_a_bomb_is_refused_for_its_claimed_size(strict: Decoder) -> None:
    for name in ("PNG of 900 million pixels", "PNG of claimed 65 million pixels", "JPEG of claimed 4 billion pixels"):
        data = hostile_files.BOMBS[name]()
        assert strict.examine(io.BytesIO(data)) == Undecodable(UndecodableReason.TOO_MANY_PIXELS)


@pytest.mark.parametrize("name", hostile_files.ODD)
def test_the_odd_give_an_answer_in_every_way_and_alone_the_same(strict: Decoder, bulk: Decoder, name: str) -> None:
    data = hostile_files.ODD[name]()
    found = sniff(data[:64])
    kinds = {MediaKind.PICTURE: HOWS[:: len(Sampling)], MediaKind.VIDEO: HOWS[: len(Sampling)]}
    for how in kinds[found.kind] if found else HOWS[:1]:
        seen = bulk.examine(io.BytesIO(data), how)
        assert isinstance(seen, Examined | Undecodable)
        assert seen not in (Undecodable(UndecodableReason.CRASHED), Undecodable(UndecodableReason.BAD_REPLY))
    assert isinstance(bulk.pixels(io.BytesIO(data), 32), Pixels | Undecodable)
    assert strict.examine(io.BytesIO(data)) == bulk.examine(io.BytesIO(data))


READABLE = [
    "GIF of a hundred thousand pictures",
    "JPEG with an archive behind it",
    "JPEG with overlong EXIF",
    "JPEG with EXIF that leads nowhere",
    "JPEG with EXIF in a circle",
    "page behind an MP4",
]


@pytest.mark.parametrize("name", READABLE)
def test_what_only_carries_harm_is_read_all_the_same(strict: Decoder, name: str) -> None:
    assert isinstance(strict.examine(io.BytesIO(hostile_files.ODD[name]())), Examined)


def test_in_a_batch_each_neighbour_of_a_hostile_file_is_as_it_would_be_alone(sound: Examined) -> None:
    hostile = [make() for make in hostile_files.EVERY.values()]
    files = list(itertools.chain.from_iterable((GOOD, data) for data in hostile))
    with DecoderPool(processes=2, files_per_worker=16) as pool:
        seen = [one for _, one in pool.examine_all((at, lambda data=data: io.BytesIO(data)) for at, data in enumerate(files))]  # type: ignore[misc]
    assert seen[::2] == [sound] * len(hostile)
    assert all(isinstance(one, Examined | Undecodable) for one in seen)


def test_names_are_never_looked_at(tmp_path: Path, sound: Examined) -> None:
    names = ["..%2f..%2fetc%2fpasswd", "photo\u202egpj.exe", "-rf", "a\nb.jpg", "playlist.m3u8", "f" * 250]
    for name in names:
        (tmp_path / name).write_bytes(GOOD)

    def opened(name: str) -> BinaryIO:
        return (tmp_path / name).open("rb")

    with DecoderPool(processes=1) as pool:
        seen = dict(pool.examine_all((name, lambda name=name: opened(name)) for name in [*names, "a\0b"]))  # type: ignore[misc]
    assert [seen[name] for name in names] == [sound] * len(names)
    assert isinstance(seen["a\0b"], OSError)


def mutants(count: int, *, seed: int) -> Iterator[bytes]:
    chance, wholes = random.Random(seed), hostile_files.wholes()
    for number in range(count):
        yield hostile_files.harmed(wholes[number % len(wholes)], chance)


def test_harmed_files_give_an_answer_each_time(bulk: Decoder, sound: Examined) -> None:
    for number, data in enumerate(mutants(300, seed=11)):
        how = HOWS[number % len(HOWS)]
        assert isinstance(bulk.examine(io.BytesIO(data), how), Examined | Undecodable)
        if number % 20 == 0:
            assert isinstance(bulk.pixels(io.BytesIO(data), 32), Pixels | Undecodable)
            assert bulk.examine(io.BytesIO(GOOD)) == sound


def test_alone_a_harmed_file_gives_the_same_as_in_a_batch(strict: Decoder, bulk: Decoder) -> None:
    for data in mutants(60, seed=12):
        assert strict.examine(io.BytesIO(data)) == bulk.examine(io.BytesIO(data))


@pytest.mark.soak
def test_many_thousand_harmed_files(sound: Examined) -> None:
    files = ((number, lambda data=data: io.BytesIO(data)) for number, data in enumerate(mutants(30_000, seed=13)))
    with DecoderPool() as pool:
        for number, seen in pool.examine_all(files, HOWS[1]):  # type: ignore[arg-type]
            assert isinstance(seen, Examined | Undecodable), number
        assert next(pool.examine_all([(0, lambda: io.BytesIO(GOOD))]))[1] == sound


def test_what_the_child_says_is_believed_only_when_it_can_be_true() -> None:
    examine = Request(Task.EXAMINE, MediaFormat.JPEG, 100)
    preview = Request(Task.PIXELS, MediaFormat.JPEG, 100, 64)
    grid = struct.pack("<I", NONE) + bytes(64 * 64 * 4)
    true = HEADER.pack(MAGIC, Outcome.EXAMINED, 0, 10, 10, NONE, 1, 1) + grid
    lies = [
        (b"", examine),
        (true[:-1], examine),
        (true + b"\0", examine),
        (true, preview),
        (b"evil" + true[4:], examine),
        (HEADER.pack(MAGIC, Outcome.EXAMINED, 0, 10, 10, NONE, 1, 0xFFFFFFFF) + grid, examine),
        (HEADER.pack(MAGIC, Outcome.EXAMINED, 0, 0xFFFFFFFF, 0xFFFFFFFF, NONE, 1, 1) + grid, examine),
        (HEADER.pack(MAGIC, Outcome.EXAMINED, 0, 10, 10, 5, 1, 1) + grid, examine),
        (HEADER.pack(MAGIC, Outcome.UNDECODABLE, 200, 0, 0, NONE, 0, 0), examine),
        (HEADER.pack(MAGIC, Outcome.PROBED, 0, 0, 0, NONE, 0, 0), examine),
        (HEADER.pack(MAGIC, Outcome.WINDOW, 0, 0, 0, NONE, 0, 0), examine),
        (HEADER.pack(MAGIC, Outcome.PIXELS, 0, 10, 10, NONE, 1, 1) + bytes(299), preview),
        (HEADER.pack(MAGIC, Outcome.PIXELS, 0, 65, 1, NONE, 1, 1) + bytes(195), preview),
    ]
    assert isinstance(parse(true, examine), Examined)
    assert all(parse(reply, request) == Undecodable(UndecodableReason.BAD_REPLY) for reply, request in lies)


@pytest.mark.parametrize("mode", ["strict", "bulk"])
def test_a_worker_over_its_wall_time_is_ended(request: pytest.FixtureRequest, mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    decoder: Decoder = request.getfixturevalue(mode)
    monkeypatch.setitem(limits.WALL_SECONDS, MediaKind.PICTURE, 0)
    assert decoder.examine(saved(landscape(6))) == Undecodable(UndecodableReason.TIMED_OUT)
    monkeypatch.undo()
    assert isinstance(decoder.examine(io.BytesIO(GOOD)), Examined)


def worker_of(decoder: Decoder) -> int:
    return int(Path(f"/proc/{decoder.pid}/task/{decoder.pid}/children").read_text().split()[0])


@pytest.mark.skipif(os.getuid() != 0, reason="the worker is another user's")
@pytest.mark.parametrize("deed", [signal.SIGSEGV, signal.SIGSTOP])
def test_a_batchs_worker_that_crashes_or_hangs_costs_no_file(bulk: Decoder, sound: Examined, deed: signal.Signals) -> None:
    assert bulk.examine(io.BytesIO(GOOD)) == sound
    former = worker_of(bulk)
    limit = limits.WALL_SECONDS[MediaKind.PICTURE]
    limits.WALL_SECONDS[MediaKind.PICTURE] = 2 if deed is signal.SIGSTOP else limit
    os.kill(former, deed)
    assert bulk.examine(io.BytesIO(GOOD)) == sound
    limits.WALL_SECONDS[MediaKind.PICTURE] = limit
    assert worker_of(bulk) != former


def test_a_picture_at_the_limit_is_still_decoded(strict: Decoder) -> None:
    seen = strict.examine(io.BytesIO(hostile_files.png(8_000, 8_000, rows=8_000)))
    assert isinstance(seen, Examined)
    assert seen.width * seen.height == limits.MAX_PIXELS
