"""A video's frames become grids. Runs only inside the confined worker."""

from __future__ import annotations

import time
from typing import BinaryIO

from PIL import Image

from varde.kernels.media import limits, video_luma, video_sampling
from varde.kernels.media.types import (
    EXACTLY,
    Examined,
    Frame,
    How,
    MediaFormat,
    MediaKind,
    Pixels,
    Undecodable,
    UndecodableReason,
    Way,
)
from varde.kernels.media.video_stream import BROKEN, NoVideo, Track

BUDGET_SECONDS = 0.8 * limits.CPU_SECONDS[MediaKind.VIDEO]


def examine(file: BinaryIO, found: MediaFormat, how: How = EXACTLY, *, is_sparing: bool = True) -> Examined | Undecodable:
    """Facts and one grid for each frame that `how.sampling` names; stops early, and says so, at the limit of frames or time.

    The fast way leaves the loop filter out: a few bits off, rarely more than 12. A turned video (a phone's display matrix) is
    fingerprinted as stored, as vPDQ does it: a copy that was turned for good is found by looking up the dihedral forms.
    """
    try:
        with Track(file, found, is_rough=how.way is Way.FAST) as track:
            return _examined(track, found, how, is_sparing=is_sparing)
    except NoVideo:
        return Undecodable(UndecodableReason.NO_PICTURE)
    except BROKEN:
        return Undecodable(UndecodableReason.DAMAGED)


def _examined(track: Track, found: MediaFormat, how: How, *, is_sparing: bool) -> Examined | Undecodable:
    frames: list[Frame] = []
    size: tuple[int, int] | None = None
    is_whole, begun = True, time.process_time()
    for at_ms, frame in video_sampling.sampled(track, how.sampling, is_sparing=is_sparing):
        if frame.width * frame.height > limits.MAX_PIXELS:
            return Undecodable(UndecodableReason.TOO_MANY_PIXELS)
        if len(frames) == limits.MAX_FRAMES or (frames and time.process_time() - begun > BUDGET_SECONDS):
            is_whole = False
            break
        size = size or (frame.width, frame.height)
        frames.append(Frame(at_ms, video_luma.of_frame(frame)))
    if size is None:
        return Undecodable(UndecodableReason.NO_PICTURE)
    duration = track.duration_ms or frames[-1].at_ms or 0
    return Examined(MediaKind.VIDEO, found, *size, duration, is_whole, tuple(frames), how)


def pixels(file: BinaryIO, found: MediaFormat, *, max_px: int) -> Pixels | Undecodable:
    """The first good frame in RGB, its longer side at most `max_px`."""
    try:
        with Track(file, found) as track:
            frame = next(track.frames(), None)
            if frame is None:
                return Undecodable(UndecodableReason.NO_PICTURE)
            picture = Image.fromarray(video_luma.rgb(frame))
    except NoVideo:
        return Undecodable(UndecodableReason.NO_PICTURE)
    except BROKEN:
        return Undecodable(UndecodableReason.DAMAGED)
    picture.thumbnail((max_px, max_px), Image.Resampling.BOX)
    return Pixels(picture.width, picture.height, picture.tobytes())
