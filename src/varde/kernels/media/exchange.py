"""The bytes between parent and child: fixed structs, codes instead of messages, everything checked twice.

The child's reply is hostile: lengths must equal what the header's figures demand, and no text crosses.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum

from varde.kernels.media import limits
from varde.kernels.media.types import (
    EXACTLY,
    GRID_BYTES,
    Examined,
    Frame,
    How,
    MediaFormat,
    MediaKind,
    Pixels,
    Sampling,
    Undecodable,
    UndecodableReason,
    Way,
)

REQUEST = struct.Struct("<IBBQIBBB")  # generation, task, format, bytes, max_px, way, sampling, is_windowed
STATUS = struct.Struct("<IB")  # generation, how that worker ended
COMMAND = struct.Struct("<HIB")  # lane, generation, manner: put that worker there, in the place of the one before
HEADER = struct.Struct("<4sBBIIIBI")  # magic, outcome, reason, width, height, duration_ms, is_whole, count
FRAME_HEAD = struct.Struct("<I")
MAGIC = b"vrd1"
NONE = 0xFFFFFFFF
FORMATS = tuple(MediaFormat)
REASONS = tuple(UndecodableReason)
WAYS = tuple(Way)
SAMPLINGS = tuple(Sampling)


class Task(IntEnum):
    """What the worker is asked to do."""

    EXAMINE = 1
    PIXELS = 2
    PROBE = 3  # try what must fail
    WINDOW = 4  # no file: the window that the worker asked for lies there, `size` bytes of it


class Manner(IntEnum):
    """How a worker is confined: as for files, except for the workers that try what must fail."""

    FOR_FILES = 0
    PROBING = 1  # may open descriptors, or that limit would hide whether the other walls stand
    PROBING_BARE = 2  # and without seccomp, to see whether Landlock holds by itself


class Ending(IntEnum):
    """How the worker's process ended, as the zygote saw it."""

    EXITED = 0
    SIGNALLED = 1
    TIMED_OUT = 2


class Outcome(IntEnum):
    """The second word of a reply."""

    EXAMINED = 1
    PIXELS = 2
    UNDECODABLE = 3
    PROBED = 4
    WINDOW = 5  # no reply yet: the worker asks for another part of a large file


@dataclass(frozen=True)
class Request:
    """One file's worth of work."""

    task: Task
    format: MediaFormat
    size: int
    max_px: int = 0
    how: How = EXACTLY
    is_windowed: bool = False  # the file's bytes are handed over a window at a time

    def pack(self, generation: int) -> bytes:
        """The request for that worker of a lane; a later one passes it over."""
        way, sampling = WAYS.index(self.how.way), SAMPLINGS.index(self.how.sampling)
        form = FORMATS.index(self.format)
        return REQUEST.pack(generation, self.task, form, self.size, self.max_px, way, sampling, self.is_windowed)

    @classmethod
    def unpack(cls, data: bytes) -> tuple[int, Request]:
        """Read what the parent wrote: for whom, and what."""
        generation, task, index, size, max_px, way, sampling, is_windowed = REQUEST.unpack(data)
        how = How(WAYS[way], SAMPLINGS[sampling])
        return generation, cls(Task(task), FORMATS[index], size, max_px, how, bool(is_windowed))


def pack_undecodable(reason: UndecodableReason) -> bytes:
    """A refusal: its code and nothing else."""
    return HEADER.pack(MAGIC, Outcome.UNDECODABLE, REASONS.index(reason), 0, 0, NONE, 0, 0)


def pack_examined(facts: Examined) -> bytes:
    """Header, then per frame its time and its grid."""
    duration = NONE if facts.duration_ms is None else min(facts.duration_ms, NONE - 1)
    parts = [HEADER.pack(MAGIC, Outcome.EXAMINED, 0, facts.width, facts.height, duration, facts.is_whole, len(facts.frames))]
    for frame in facts.frames:
        parts += [FRAME_HEAD.pack(NONE if frame.at_ms is None else frame.at_ms), frame.grid]
    return b"".join(parts)


def pack_pixels(pixels: Pixels) -> bytes:
    """Header, then RGB."""
    return HEADER.pack(MAGIC, Outcome.PIXELS, 0, pixels.width, pixels.height, NONE, 1, 1) + pixels.rgb


def pack_probes(worked: int) -> bytes:
    """Header, then one bit for each attempt that succeeded though it must not."""
    return HEADER.pack(MAGIC, Outcome.PROBED, 0, 0, 0, NONE, 1, worked)


def pack_window(offset: int) -> bytes:
    """The worker's wish to read on at that byte of the file."""
    return HEADER.pack(MAGIC, Outcome.WINDOW, 0, offset & NONE, offset >> 32, NONE, 0, 0)


def wish_in(heard: bytes | bytearray) -> int | None:
    """The byte at which the worker wants to read on, or None when this is no such wish, or not all of one."""
    if len(heard) != HEADER.size:
        return None
    magic, outcome, _, low, high, *_ = HEADER.unpack_from(heard)
    return low | high << 32 if (magic, outcome) == (MAGIC, Outcome.WINDOW) else None


def is_whole(heard: bytes | bytearray) -> bool:
    """Is this a whole reply by its own figures, or already more than any true one could be?"""
    if len(heard) < HEADER.size:
        return False
    _, outcome, _, width, height, _, _, count = HEADER.unpack_from(heard)
    body = {Outcome.EXAMINED: count * (FRAME_HEAD.size + GRID_BYTES), Outcome.PIXELS: width * height * 3}.get(outcome, 0)
    return bool(len(heard) >= HEADER.size + min(body, limits.MAX_REPLY_BYTES))


def parse(reply: bytes, request: Request) -> Examined | Pixels | Undecodable | int:
    """What the child says, if it can be true; otherwise Undecodable(BAD_REPLY)."""
    said = _parse(reply, request) if len(reply) >= HEADER.size else None
    return Undecodable(UndecodableReason.BAD_REPLY) if said is None else said


def _parse(reply: bytes, request: Request) -> Examined | Pixels | Undecodable | int | None:
    magic, outcome, reason, width, height, duration, is_whole, count = HEADER.unpack_from(reply)
    body = reply[HEADER.size :]
    if magic != MAGIC or width * height > limits.MAX_PIXELS:
        return None
    if outcome == Outcome.UNDECODABLE and not body:
        return Undecodable(REASONS[reason]) if reason < len(REASONS) else None
    if outcome == Outcome.PROBED and not body:
        return int(count) if request.task is Task.PROBE else None
    if outcome == Outcome.PIXELS and request.task is Task.PIXELS:
        fits = max(width, height) <= request.max_px and len(body) == width * height * 3 > 0
        return Pixels(width, height, body) if fits else None
    if outcome == Outcome.EXAMINED and request.task is Task.EXAMINE and width * height:
        return _examined(body, request, (width, height), (None if duration == NONE else duration, bool(is_whole), count))
    return None


def _examined(body: bytes, request: Request, size: tuple[int, int], rest: tuple[int | None, bool, int]) -> Examined | None:
    found, (duration_ms, is_whole, count) = request.format, rest
    frames = _frames(body, count=count, kind=found.kind)
    if frames is None or (duration_ms is None) != (found.kind is MediaKind.PICTURE):
        return None
    return Examined(found.kind, found, *size, duration_ms, is_whole, frames, request.how)


def _frames(body: bytes, *, count: int, kind: MediaKind) -> tuple[Frame, ...] | None:
    at_most = limits.MAX_FRAMES if kind is MediaKind.VIDEO else 2
    step = FRAME_HEAD.size + GRID_BYTES
    if not 0 < count <= at_most or len(body) != count * step:
        return None
    frames = []
    for start in range(0, len(body), step):
        (at,) = FRAME_HEAD.unpack_from(body, start)
        if (at == NONE) != (kind is MediaKind.PICTURE):
            return None
        frames.append(Frame(None if at == NONE else at, body[start + FRAME_HEAD.size : start + step]))
    return tuple(frames)
