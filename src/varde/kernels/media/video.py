"""A video's frames, one per second. Runs only inside the confined worker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import av
import numpy as np
from av.error import FFmpegError
from av.video.frame import VideoFrame
from numpy.typing import NDArray
from PIL import Image

from varde.kernels.media import grid, limits, processor_time
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
)

av.logging.set_level(None)
_DEMUXERS = {MediaFormat.MP4: "mov", MediaFormat.MATROSKA: "matroska", MediaFormat.AVI: "avi"}
_CODECS = "h264,hevc,mpeg4,msmpeg4v2,msmpeg4v3,h263,mjpeg,vp8,vp9,libdav1d,av1,mpeg1video,mpeg2video"
_LUMA_FIRST = {"yuv420p", "yuv422p", "yuv444p", "nv12", "nv21", "yuvj420p", "yuvj422p", "yuvj444p", "gray"}
_FULL_RANGE = 2
_BUDGET_SECONDS = 0.8 * limits.CPU_SECONDS[MediaKind.VIDEO]
_BROKEN = (FFmpegError, OSError, ValueError, EOFError)


class _NoVideo(Exception):
    pass


def _open(file: BinaryIO, found: MediaFormat) -> Any:  # noqa: ANN401  PyAV's container
    """Only the demuxer that the first bytes name, only listed codecs, no protocol, one thread."""
    options = {"protocol_whitelist": "pipe", "codec_whitelist": _CODECS, "enable_drefs": "0"}
    return av.open(file, mode="r", format=_DEMUXERS[found], options=options, metadata_errors="ignore")


def _stream(container: Any) -> Any:  # noqa: ANN401
    if not container.streams.video:
        raise _NoVideo
    stream = container.streams.video[0]
    stream.codec_context.thread_count = 1
    stream.codec_context.thread_type = "NONE"
    return stream


def _sampled(container: Any, stream: Any) -> Iterator[tuple[int, VideoFrame]]:  # noqa: ANN401
    """The first decodable frame, then the first one in each further second; packets that do not decode are passed over."""
    start: float | None = None
    due = 0.0
    for frame in _decodable(container, stream):
        at = frame.time if frame.time is not None else (start or 0.0) + due
        start = at if start is None else start
        if at - start >= due:
            yield max(0, round((at - start) * 1000)), frame
            due = float(int(at - start) + 1)


def _decodable(container: Any, stream: Any) -> Iterator[VideoFrame]:  # noqa: ANN401
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets)
        except (StopIteration, *_BROKEN):
            return
        try:
            yield from packet.decode()
        except _BROKEN:
            continue


def examine(file: BinaryIO, found: MediaFormat, how: How = EXACTLY) -> Examined | Undecodable:  # noqa: ARG001  its ways come one by one
    """Facts and one grid for each second, at most 600; stops early, and says so, before the processor time is spent."""
    try:
        with _open(file, found) as container:
            return _examined(container, found)
    except _NoVideo:
        return Undecodable(UndecodableReason.NO_PICTURE)
    except _BROKEN:
        return Undecodable(UndecodableReason.DAMAGED)


def _examined(container: Any, found: MediaFormat) -> Examined | Undecodable:  # noqa: ANN401
    stream = _stream(container)
    frames: list[Frame] = []
    size: tuple[int, int] | None = None
    is_whole = True
    for at_ms, frame in _sampled(container, stream):
        if frame.width * frame.height > limits.MAX_PIXELS:
            return Undecodable(UndecodableReason.TOO_MANY_PIXELS)
        size = size or (frame.width, frame.height)
        frames.append(Frame(at_ms, _grid(frame)))
        if len(frames) == limits.MAX_FRAMES or processor_time.spent_seconds() > _BUDGET_SECONDS:
            is_whole = False
            break
    if size is None:
        return Undecodable(UndecodableReason.NO_PICTURE)
    return Examined(MediaKind.VIDEO, found, *size, _duration_ms(container, frames), is_whole, tuple(frames))


def _duration_ms(container: Any, frames: list[Frame]) -> int:  # noqa: ANN401
    """What the container claims, or the last sampled frame's place where it claims nothing."""
    claimed = int(container.duration // 1000) if container.duration else 0
    return claimed if 0 < claimed < 2**32 - 1 else frames[-1].at_ms or 0


def _grid(frame: VideoFrame) -> bytes:
    """From the luma plane where there is one; limited range is stretched on the small grid."""
    if frame.format.name not in _LUMA_FIRST:
        pixels = _rgb(frame)
        rows, is_full = (lambda a, b: grid.luma_of_rgb(pixels[a:b])), True
    else:
        plane = frame.planes[0]
        luma = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)[: frame.height, : frame.width]
        is_full = frame.format.name.startswith("yuvj") or frame.color_range == _FULL_RANGE
        rows = lambda a, b: luma[a:b].astype(np.float32)  # noqa: E731
    reduced = grid.reduce_linearly(rows, height=frame.height, width=frame.width)
    full = reduced if is_full else (reduced - 16) * (255 / 219)
    return np.ascontiguousarray(full.clip(0, 255), dtype="<f4").tobytes()


def _rgb(frame: VideoFrame) -> NDArray[np.uint8]:
    """One thread: the scaler would start as many as there are processors, and none may start here."""
    return np.asarray(frame.reformat(format="rgb24", threads=1).to_ndarray(), np.uint8)


def pixels(file: BinaryIO, found: MediaFormat, *, max_px: int) -> Pixels | Undecodable:
    """The first good frame in RGB, its longer side at most `max_px`."""
    try:
        with _open(file, found) as container:
            frame = next(_decodable(container, _stream(container)), None)
            if frame is None:
                return Undecodable(UndecodableReason.NO_PICTURE)
            picture = Image.fromarray(_rgb(frame))
    except _NoVideo:
        return Undecodable(UndecodableReason.NO_PICTURE)
    except _BROKEN:
        return Undecodable(UndecodableReason.DAMAGED)
    picture.thumbnail((max_px, max_px), Image.Resampling.BOX)
    return Pixels(picture.width, picture.height, picture.tobytes())
