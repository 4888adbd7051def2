"""A decoded frame becomes its grid: from the luma plane where there is one, without a copy."""

from __future__ import annotations

import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from varde.kernels.media import grid

_LUMA_FIRST = {"yuv420p", "yuv422p", "yuv444p", "nv12", "nv21", "yuvj420p", "yuvj422p", "yuvj444p", "gray"}
_FULL_RANGE = 2


def of_frame(frame: VideoFrame) -> bytes:
    """The frame as stored (a phone's mark that it is to be turned is not followed); limited range is stretched."""
    if frame.format.name in _LUMA_FIRST:
        is_full = frame.format.name.startswith("yuvj") or frame.color_range == _FULL_RANGE
        reduced = grid.of_luma(_plane(frame))
    else:
        is_full, reduced = True, grid.linearly(rgb(frame))
    full = reduced if is_full else (reduced - 16) * np.float32(255 / 219)
    return np.ascontiguousarray(full.clip(0, 255), dtype="<f4").tobytes()


def _plane(frame: VideoFrame) -> NDArray[np.uint8]:
    """uint8[height, width], a view: rows lie `line_size` apart."""
    plane = frame.planes[0]
    lines = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
    return lines[: frame.height, : frame.width]


def rgb(frame: VideoFrame) -> NDArray[np.uint8]:
    """One thread: the scaler would start as many as there are processors, and none may start here."""
    return np.asarray(frame.reformat(format="rgb24", threads=1).to_ndarray(), np.uint8)
