"""A scan's bytes, unstuffed and cut at its restart markers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from varde.kernels.media.jpeg.errors import UnusualJpeg

_SPARE = 512  # zero bytes behind the last piece; see sequential_compiled


@dataclass(frozen=True)
class PlainBytes:
    """The bytes; where each piece begins, and the end; where the marker after them is in the file."""

    plain: NDArray[np.uint8]
    pieces: NDArray[np.int64]
    end: int


def unstuffed(data: NDArray[np.uint8], start: int, *, most_pieces: int) -> PlainBytes:
    """From `start` to the next marker that is no restart."""
    from varde.kernels.media.jpeg import unstuffing_compiled as unstuffing

    plain, pieces = np.empty(len(data) - start + _SPARE, np.uint8), np.empty(most_pieces + 1, np.int64)
    size, count, end = unstuffing.unstuff(data, start, plain, pieces[:-1])
    if end == unstuffing.IRREGULAR:
        raise UnusualJpeg
    plain[size : size + _SPARE] = 0
    pieces[count] = size
    return PlainBytes(plain, pieces[: count + 1], end)


def end_of_scan(data: NDArray[np.uint8], start: int) -> int:
    """Where the marker after this scan is."""
    from varde.kernels.media.jpeg import unstuffing_compiled as unstuffing

    end = unstuffing.end_of_scan(data, start)
    if end == unstuffing.IRREGULAR:
        raise UnusualJpeg
    return int(end)


def ensure_ends(data: NDArray[np.uint8], at: int) -> None:
    """From the marker at `at`, tables and scans lead to the end of the picture."""
    from varde.kernels.media.jpeg import unstuffing_compiled as unstuffing

    if unstuffing.end_of_picture(data, at) == unstuffing.IRREGULAR:
        raise UnusualJpeg
