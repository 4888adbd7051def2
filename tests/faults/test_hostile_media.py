"""Files made to harm whoever opens them: each is refused with its reason, and the next good file is decoded all the same."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

import pytest
from PIL import Image

from unit.kernels.made_media import clip, landscape, saved
from varde.kernels.media import Decoder, Examined, Pixels, Undecodable, UndecodableReason, limits
from varde.kernels.media.exchange import HEADER, MAGIC, NONE, Outcome, Request, Task, parse
from varde.kernels.media.types import MediaFormat, MediaKind


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder.start() as started:
        yield started


@pytest.fixture(autouse=True)
def the_next_good_file_is_decoded(decoder: Decoder) -> Iterator[None]:
    yield
    assert isinstance(decoder.examine(saved(landscape(1, width=64, height=48))), Examined)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _png(width: int, height: int, *, rows: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(bytes(1 + 3 * width)) for _ in range(rows)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _zip_bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("landscape.jpg", bytes(50_000_000))
    return file.getvalue()


def _gif_with_frames(count: int) -> bytes:
    one = saved(Image.new("P", (8, 8), 3), "GIF").getvalue()
    start = one.index(b"!") if b"!" in one[13:40] else one.index(b",", 13)
    return one[:start] + one[start:-1] * count + b";"


REFUSED: dict[str, tuple[Callable[[], bytes], UndecodableReason]] = {
    "nothing": (lambda: b"", UndecodableReason.EMPTY),
    "one byte": (lambda: b"\xff", UndecodableReason.UNKNOWN_FORMAT),
    "zip bomb named .jpg": (_zip_bomb, UndecodableReason.UNKNOWN_FORMAT),
    "playlist named .mp4": (lambda: b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", UndecodableReason.UNKNOWN_FORMAT),
    "concat script named .mp4": (lambda: b"ffconcat version 1.0\nfile /etc/passwd\n", UndecodableReason.UNKNOWN_FORMAT),
    "SVG": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>', UndecodableReason.UNKNOWN_FORMAT),
    "EPS": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n", UndecodableReason.UNKNOWN_FORMAT),
    "FITS": (lambda: b"SIMPLE  =                    T".ljust(80), UndecodableReason.UNKNOWN_FORMAT),
    "PNG of 900 million pixels": (lambda: _png(30_000, 30_000, rows=300), UndecodableReason.TOO_MANY_PIXELS),
    "PNG of claimed 65 million pixels": (lambda: _png(65_001, 1_000, rows=1), UndecodableReason.TOO_MANY_PIXELS),
    "only a JPEG's head": (lambda: saved(landscape(2)).getvalue()[:20], UndecodableReason.DAMAGED),
    "only an MP4's head": (lambda: clip(2, seconds=1).getvalue()[:40], UndecodableReason.DAMAGED),
    "playlist behind an MP4's head": (
        lambda: b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom#EXTM3U\nfile:///etc/passwd\n",
        UndecodableReason.DAMAGED,
    ),
    "script behind a GIF's head": (lambda: b"GIF89a/*" + b"=1;alert(1)//" * 50, UndecodableReason.DAMAGED),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_its_reason(decoder: Decoder, name: str) -> None:
    make, reason = REFUSED[name]
    assert decoder.examine(io.BytesIO(make())) == Undecodable(reason)


@pytest.mark.parametrize("name", ["only a JPEG's head", "PNG of 900 million pixels", "only an MP4's head"])
def test_neither_is_there_a_preview(decoder: Decoder, name: str) -> None:
    make, reason = REFUSED[name]
    assert decoder.pixels(io.BytesIO(make())) == Undecodable(reason)


def test_a_gif_of_a_hundred_thousand_pictures_counts_by_its_first(decoder: Decoder) -> None:
    seen = decoder.examine(io.BytesIO(_gif_with_frames(100_000)))
    assert isinstance(seen, Examined)
    assert len(seen.frames) == 1


def test_a_picture_with_an_archive_behind_it_is_only_a_picture(decoder: Decoder) -> None:
    seen = decoder.examine(io.BytesIO(saved(landscape(3)).getvalue() + _zip_bomb()))
    assert isinstance(seen, Examined)


def test_overlong_and_broken_exif_cost_no_picture(decoder: Decoder) -> None:
    whole = saved(landscape(4)).getvalue()
    for exif in (b"Exif\0\0" + b"A" * 65_000, b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\xff" * 5_000):
        block = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
        assert isinstance(decoder.examine(io.BytesIO(whole[:2] + block + whole[2:])), Examined)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "mp4", "matroska", "avi"])
def test_cut_and_flipped_files_give_an_answer_each_time(decoder: Decoder, kind: str) -> None:
    chance = random.Random(kind)
    whole = (
        saved(landscape(5, width=160, height=120), kind) if kind.isupper() else clip(5, seconds=1, container=kind, codec="mpeg4")
    )
    for _ in range(25):
        harmed = bytearray(whole.getvalue())
        for _ in range(chance.randint(1, 30)):
            harmed[chance.randrange(4, len(harmed))] = chance.randrange(256)
        harmed = harmed[: chance.randint(len(harmed) // 3, len(harmed))]
        assert isinstance(decoder.examine(io.BytesIO(bytes(harmed))), Examined | Undecodable)
        assert isinstance(decoder.pixels(io.BytesIO(bytes(harmed)), 32), Pixels | Undecodable)


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
        (HEADER.pack(MAGIC, Outcome.PIXELS, 0, 10, 10, NONE, 1, 1) + bytes(299), preview),
        (HEADER.pack(MAGIC, Outcome.PIXELS, 0, 65, 1, NONE, 1, 1) + bytes(195), preview),
    ]
    assert isinstance(parse(true, examine), Examined)
    assert all(parse(reply, request) == Undecodable(UndecodableReason.BAD_REPLY) for reply, request in lies)


def test_a_worker_over_its_wall_time_is_ended(decoder: Decoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.WALL_SECONDS, MediaKind.PICTURE, 0)
    assert decoder.examine(saved(landscape(6))) == Undecodable(UndecodableReason.TIMED_OUT)
    monkeypatch.undo()


def test_a_picture_at_the_limit_is_still_decoded(decoder: Decoder) -> None:
    seen = decoder.examine(io.BytesIO(_png(8_000, 8_000, rows=8_000)))
    assert isinstance(seen, Examined)
    assert seen.width * seen.height == limits.MAX_PIXELS
