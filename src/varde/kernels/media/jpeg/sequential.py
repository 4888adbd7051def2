"""Reads an ordinary (sequential) file: one scan, all planes in it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from varde.kernels.media.jpeg import frame, huffman
from varde.kernels.media.jpeg.errors import UnusualJpeg
from varde.kernels.media.jpeg.plain_bytes import unstuffed
from varde.kernels.media.jpeg.segments import Code, Scan, Segments
from varde.kernels.media.reduced import Reduced

_EOI = 0xD9
_WHOLE_BAND = (0, 63, 0, 0)


def read(known: Segments, scan: Scan, data: NDArray[np.uint8], *, side: int) -> Reduced:
    """The luma's means over whole blocks (side 1) or their quarters (side 2)."""
    if len(scan.planes) != len(known.components) or (scan.first, scan.last, scan.high, scan.low) != _WHOLE_BAND:
        raise UnusualJpeg
    means, end = read_interleaved(known, scan, data, side=side)
    if data[end + 1] != _EOI:
        raise UnusualJpeg
    return frame.finished(known, means, side=side)


def read_interleaved(known: Segments, scan: Scan, data: NDArray[np.uint8], *, side: int) -> tuple[NDArray[np.float32], int]:
    """The means without their level shift, and where the next marker is. A progressive file's first scan has DC values only."""
    from varde.kernels.media.jpeg import sequential_compiled as sequential

    lies, has_ac = frame.units(known, scan), not known.is_progressive
    keeps_values = has_ac and side == 2
    luma = _sequence(known, scan, 0, keeps_values=keeps_values)
    chroma = _sequence(known, scan, len(scan.planes) - 1, keeps_values=False) if lies.others else luma
    if {(scan.dc[place], scan.ac[place] * has_ac) for place in range(1, len(scan.planes))} - {
        (scan.dc[-1], scan.ac[-1] * has_ac)
    }:
        raise UnusualJpeg
    bytes_ = unstuffed(data, scan.start, most_pieces=lies.most_pieces(known.interval))
    means = np.empty(frame.room(known, side=side), np.float32)
    shape = (
        lies.across,
        lies.down,
        lies.wide,
        lies.high,
        lies.others,
        known.interval,
        5 if keeps_values else 1,
        1 if has_ac else 128,
        side,
    )
    scales = [each * known.quantiser(place) * (1 << scan.low) for each, place in zip(frame.SCALES, frame.PLACES, strict=True)]
    state = sequential.read(
        bytes_.plain, bytes_.pieces, np.array(shape), huffman.together(luma, chroma),
        luma.first, luma.values, luma.more, chroma.first, chroma.more, np.array(scales, np.float32), means,
    )  # fmt: skip
    if state != sequential.DONE:
        raise UnusualJpeg
    return means, bytes_.end


def _sequence(known: Segments, scan: Scan, place: int, *, keeps_values: bool) -> huffman.Sequence:
    ac = None if known.is_progressive else _code(known, 0x10 | scan.ac[place])
    return huffman.sequence(_code(known, scan.dc[place]), ac, keeps_values=keeps_values)


def _code(known: Segments, name: int) -> Code:
    if name not in known.codes:
        raise UnusualJpeg
    return known.codes[name]
