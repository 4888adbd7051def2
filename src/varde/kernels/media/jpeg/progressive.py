"""Reads the scans of a progressive file that its small picture needs: the first of the DC values, sometimes the luma's first AC scans.

What comes later only sharpens what a fingerprint does not see; it is walked over, to know that the file is whole.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from varde.kernels.media.jpeg import frame, huffman, sequential
from varde.kernels.media.jpeg.errors import Unusual
from varde.kernels.media.jpeg.plain_bytes import end_of_scan, ensure_ends, unstuffed
from varde.kernels.media.jpeg.segments import Scan, Segments
from varde.kernels.media.reduced import Reduced

_MAX_SCANS = 12  # that are looked at for one that is needed
_SIDE = 2
_CROSSED = 4  # the last coefficient that quarters need


def read(known: Segments, scan: Scan, data: NDArray[np.uint8], *, side: int) -> Reduced:
    """The luma's means over whole blocks (side 1) or their quarters (side 2)."""
    if scan.planes[0] != 0 or (scan.first, scan.last, scan.high) != (0, 0, 0) or scan.low > 3:
        raise Unusual
    means, known.at = sequential.read_interleaved(known, scan, data, side=side)
    means += np.float32(((1 << scan.low) - 1) / 2 * known.quantiser(0) * frame.SCALES[0])  # the middle of what is left open
    if side == _SIDE:
        _add_bands(known, data, means)
    ensure_ends(data, known.at)
    return frame.finished(known, means, side=side)


def _add_bands(known: Segments, data: NDArray[np.uint8], means: NDArray[np.float32]) -> None:
    """Scans until the luma's coefficients 1 to 4 have all been seen once."""
    begun = 1
    for _ in range(_MAX_SCANS):
        scan = known.next_scan()
        if scan is None:
            raise Unusual
        if scan.planes == (0,) and scan.first == begun and scan.high == 0 and scan.last >= scan.first:
            known.at = _add_band(known, scan, data, means)
            begun = scan.last + 1
        elif scan.planes == (0,) and scan.high == 0:
            raise Unusual
        else:
            known.at = end_of_scan(data, scan.start)
        if begun > _CROSSED:
            return
    raise Unusual


def _add_band(known: Segments, scan: Scan, data: NDArray[np.uint8], means: NDArray[np.float32]) -> int:
    from varde.kernels.media.jpeg import progressive_compiled as progressive

    name = 0x10 | scan.ac[0]
    if name not in known.codes or scan.last > 63:
        raise Unusual
    lies = frame.units(known, scan)
    bytes_ = unstuffed(data, scan.start, most_pieces=lies.most_pieces(known.interval))
    scales = [frame.SCALES[at] * known.quantiser(frame.PLACES[at]) * (1 << scan.low) for at in (1, 2, 3)]
    shape = np.array((lies.across, lies.down, known.interval, scan.first, scan.last))
    state = progressive.add_band(
        bytes_.plain, bytes_.pieces, shape, *huffman.band(known.codes[name]), np.array(scales, np.float32), means
    )
    if state != progressive.DONE:
        raise Unusual
    return bytes_.end
