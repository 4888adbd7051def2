"""The luma of a lossy WebP, straight from its VP8 frame: no colour is made of it and taken away again.

Only a plain file: one key frame, no transparency, no animation, nothing that turns it, all bytes there. Any
other file is `None`, and the ordinary decoder reads it.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

import av
import numpy as np
from av.error import FFmpegError
from numpy.typing import NDArray

from varde.kernels.media import limits, upright
from varde.kernels.media.types import MediaKind

_LEAD, _CHUNK = struct.Struct("<4sI4s"), struct.Struct("<4sI")
_START = b"\x9d\x01\x2a"
_HARMLESS_FLAGS = 0x20 | 0x08 | 0x04  # VP8X: a colour profile, which nobody applies; EXIF and XMP blocks, which are looked at
_LARGE_PX = 1024  # from here on the shorter side, unsmoothed block edges vanish in the means
Plane = NDArray[np.uint8]


def _frame(file: BinaryIO) -> bytes | None:
    """The payload of the one VP8 chunk."""
    form, size, kind = _LEAD.unpack(file.read(_LEAD.size).ljust(_LEAD.size))
    if (form, kind) != (b"RIFF", b"WEBP") or size > limits.MAX_BYTES[MediaKind.PICTURE]:
        return None
    left, found, canvas = size - 4, None, None
    while left >= _CHUNK.size:
        kind, size = _CHUNK.unpack(file.read(_CHUNK.size).ljust(_CHUNK.size))
        left -= _CHUNK.size + size + size % 2
        data = file.read(size + size % 2)[:size] if left >= 0 else b""
        is_again = kind == b"VP8 " and found is not None
        if len(data) != size or is_again or not _is_harmless(kind, data):
            return None
        found = data if kind == b"VP8 " else found
        canvas = _canvas(data) if kind == b"VP8X" else canvas
    is_framed = found is not None and canvas in {None, _size(found)}
    return found if left == 0 and is_framed else None


def _canvas(data: bytes) -> tuple[int, int]:
    return int.from_bytes(data[4:7], "little") + 1, int.from_bytes(data[7:10], "little") + 1


def _is_harmless(kind: bytes, data: bytes) -> bool:
    match kind:
        case b"VP8X":
            return len(data) == 10 and not data[0] & ~_HARMLESS_FLAGS
        case b"EXIF":
            return upright.by_exif(data)
        case b"XMP ":
            return upright.by_xmp(data)
        case _:
            return kind in {b"VP8 ", b"ICCP"}


def _size(frame: bytes) -> tuple[int, int] | None:
    """Width and height out of the key frame's header."""
    if len(frame) < 10 or frame[0] & 1 or frame[3:6] != _START:
        return None
    width, height = (side & 0x3FFF for side in struct.unpack("<HH", frame[6:10]))
    return (width, height) if 0 < width * height <= limits.MAX_PIXELS else None


def luma(file: BinaryIO) -> Plane | None:
    """uint8[height, width], a view with padded rows; limited range (16 to 235), as VP8 has it."""
    file.seek(0)
    data = _frame(file)
    size = _size(data) if data else None
    if data is None or size is None:
        return None
    context = av.CodecContext.create("vp8", "r")
    context.thread_count, context.thread_type = 1, "NONE"
    if min(size) >= _LARGE_PX:
        context.options = {"skip_loop_filter": "all"}
    try:
        frames = [*context.decode(av.Packet(data)), *context.decode(None)]
    except (FFmpegError, ValueError):
        return None
    if (
        len(frames) != 1
        or (frames[0].width, frames[0].height) != size
        or frames[0].format.name != "yuv420p"
        or frames[0].is_corrupt
    ):
        return None
    plane = frames[0].planes[0]
    rows: Plane = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
    return rows[: size[1], : size[0]]
