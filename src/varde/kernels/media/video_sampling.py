"""The frames of a video that are fingerprinted, in order of time, decoding no more than they need.

`plainly` is the meaning: every frame is decoded and the first at or after each due time is taken. `sparingly` leaves out
frames that nothing refers to, and what follows the last due frame before the next place to start from; the frames it gives are
equal to the last bit (of undamaged files), or it says `Irregular` and the plain way is gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from av.video.frame import VideoFrame

from varde.kernels.media import limits, video_plan
from varde.kernels.media.types import Sampling
from varde.kernels.media.video_packets import Packets
from varde.kernels.media.video_plan import Plan, Seen
from varde.kernels.media.video_stream import BROKEN, Track

DENSE_PER_SECOND = (4, 2, 1)  # the first that gives no more frames than a reply may hold
CHEAPEST_REACH_SECONDS = 0.2
KEYFRAMES_APART_SECONDS = 1.9
_NOT_KEYFRAMES = 32  # FFmpeg's AVDISCARD_NONKEY
_MAX_PACKETS = 1 << 18  # an hour and more at 60 frames a second
_SKIPS_WELL = frozenset({"h264", "hevc", "mpeg4", "mpeg2video", "mpeg1video", "vp9"})
Taken = tuple[int, VideoFrame]  # milliseconds from the first frame, the frame


class Irregular(Exception):
    """The stream is not what its packets said: only decoding all of it tells."""


def sampled(track: Track, sampling: Sampling, *, is_sparing: bool = True) -> Iterator[Taken]:
    """The frames that the sampling names; without usable timestamps, the first frame of each second as they come."""
    if sampling is Sampling.KEYFRAMES:
        yield from keyframes(track)
        return
    seen, may_skip = look_ahead(track)
    if seen is None:
        track.rewind()
        yield from unplanned(track)
        return
    due = _due(track, seen, sampling)
    given = 0
    if is_sparing:
        track.seek(seen[0].at)
        try:
            for taken in sparingly(track, seen, video_plan.plan(seen, due), may_skip=may_skip):
                given += 1
                yield taken
            return  # noqa: TRY300  an else here would hide that the rest is the other way
        except Irregular:
            pass
    track.rewind()
    yield from islice(plainly(track, due), given, None)


def look_ahead(track: Track) -> tuple[list[Seen] | None, bool]:
    """What the packets say (None where not when they are shown), and whether frames that nothing refers to may be skipped."""
    reading = Packets.of(track.codec.name, track.codec.extradata)
    seen: list[Seen] = []
    may_skip = track.codec.name in _SKIPS_WELL
    for packet in islice(track.packets(), _MAX_PACKETS):
        if packet.size == 0 or packet.is_discard:
            continue
        if packet.pts is None:
            return None, False
        data = memoryview(packet)
        may_skip = may_skip and not reading.is_layered(data)
        seen.append(Seen(packet.pts, reading.is_start(data)))
    is_usable = bool(seen) and len({one.at for one in seen}) == len(seen)
    return (seen if is_usable else None), may_skip


def _due(track: Track, seen: Sequence[Seen], sampling: Sampling) -> tuple[int, ...]:
    unit = float(track.stream.time_base)
    claimed = track.stream.average_rate or track.stream.base_rate
    rate = float(claimed) if claimed else None
    for per_second in DENSE_PER_SECOND if sampling is Sampling.DENSE else (1,):
        due = video_plan.due_times(seen, rate=rate, unit_seconds=unit, per_second=per_second)
        if len(due) <= limits.MAX_FRAMES:
            break
    if sampling is Sampling.CHEAPEST:
        due = video_plan.preferring_starts(due, seen, within=int(CHEAPEST_REACH_SECONDS / unit))
    return due


def _ms(track: Track, at: int, first: int) -> int:
    return max(0, round((at - first) * float(track.stream.time_base) * 1000))


def plainly(track: Track, due: Sequence[int]) -> Iterator[Taken]:
    """Everything is decoded; the first frame at or after each due time, each frame once."""
    number = 0
    for frame in track.frames():
        if number == len(due):
            return
        if frame.pts is not None and frame.pts >= due[number]:
            yield _ms(track, frame.pts, due[0]), frame
            while number < len(due) and due[number] <= frame.pts:
                number += 1


def sparingly(track: Track, seen: Sequence[Seen], plan: Plan, *, may_skip: bool) -> Iterator[Taken]:
    """The due frames and what they need. Raises Irregular as soon as one of them does not come, or not in order."""
    awaited = iter(plan.due)
    wanted = frozenset(plan.due)
    expected = next(awaited, None)
    for frame in _needed(track, seen, plan, may_skip=may_skip):
        if frame.pts not in wanted:
            continue
        if frame.pts != expected or frame.is_corrupt:
            raise Irregular
        yield _ms(track, frame.pts, plan.due[0]), frame
        expected = next(awaited, None)
        if expected is None:
            return
    raise Irregular


def _needed(track: Track, seen: Sequence[Seen], plan: Plan, *, may_skip: bool) -> Iterator[VideoFrame]:
    wanted, last, number = frozenset(plan.due), -1, -1
    for packet in track.packets():
        if packet.size and packet.is_discard:
            continue
        if packet.size:
            number += 1
            if number >= len(seen) or packet.pts != seen[number].at:
                raise Irregular
            last = plan.until.get(number, -1 if seen[number].is_start else last)
            if number > last:
                continue
        track.codec.skip_frame = "NONREF" if may_skip and packet.size and packet.pts not in wanted else "DEFAULT"
        try:
            yield from packet.decode()
        except BROKEN as error:
            raise Irregular from error


def keyframes(track: Track) -> Iterator[Taken]:
    """Nothing but keyframes, by the container's marks and by the decoder's own judgement."""
    track.stream.discard = _NOT_KEYFRAMES
    track.codec.skip_frame = "NONKEY"
    first: int | None = None
    due = 0.0
    for packet in track.packets():
        if packet.size and not packet.is_keyframe:
            continue
        at = float((packet.pts or 0) * (packet.time_base or 0))
        if packet.pts is not None and first is not None and at < due:
            continue
        first, due = packet.pts if first is None else first, at + KEYFRAMES_APART_SECONDS
        try:
            for frame in packet.decode():
                yield (_ms(track, frame.pts, first) if frame.pts is not None and first is not None else 0), frame
        except BROKEN:
            continue


def unplanned(track: Track) -> Iterator[Taken]:
    """Without timestamps on the packets: the first decodable frame, then the first in each further second, as they come."""
    start: float | None = None
    due = 0.0
    for frame in track.frames():
        at = frame.time if frame.time is not None else (start or 0.0) + due
        start = at if start is None else start
        if at - start >= due:
            yield max(0, round((at - start) * 1000)), frame
            due = float(int(at - start) + 1)
