"""Reads the scans of a progressive file that its small picture needs: the DC values, sometimes the luma's first AC scans.

What else comes only sharpens what a fingerprint does not see; it is walked over, to know that the file is whole.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from varde.kernels.media.jpeg import frame, huffman, sequential
from varde.kernels.media.jpeg.errors import UnusualJpeg
from varde.kernels.media.jpeg.plain_bytes import end_of_scan, ensure_ends, unstuffed
from varde.kernels.media.jpeg.segments import Scan, Segments
from varde.kernels.media.reduced import Reduced

_MAX_SCANS = 40  # looked at for those that are needed; libjpeg's own script has ten
_MAX_LOW = 3
_LIKELY = 0.4  # where between a coefficient's known size and the next one it lies: small ones are more frequent
_CROSSED = 4  # the last coefficient that quarters need


def read(known: Segments, scan: Scan, data: NDArray[np.uint8], *, side: int) -> Reduced:
    """The luma's means over whole blocks (side 1) or their quarters (side 2)."""
    if scan.planes[0] != 0 or (scan.first, scan.last, scan.high) != (0, 0, 0) or scan.low > _MAX_LOW:
        raise UnusualJpeg
    means, known.at = sequential.read_interleaved(known, scan, data, side=side)
    growing = _Growing(known, data, means, side, open_bits=scan.low, begun=1 if side > 1 else _CROSSED + 1)
    for _ in range(_MAX_SCANS):
        if not growing.open_bits and growing.begun > _CROSSED:
            break
        following = known.next_scan()
        if following is None:
            break
        known.at = growing.add(following)
    if growing.begun <= _CROSSED:
        raise UnusualJpeg
    means += np.float32(growing.step / 2 * ((1 << growing.open_bits) - 1))  # the middle of what is left open
    ensure_ends(data, known.at)
    return frame.finished(known, means, side=side)


@dataclass
class _Growing:
    """The means so far: how many bits of the DC values are still to come, and from which coefficient on none has been seen."""

    known: Segments
    data: NDArray[np.uint8]
    means: NDArray[np.float32]
    side: int
    open_bits: int
    begun: int

    @property
    def step(self) -> float:
        """What the lowest bit of a DC value is worth in a mean."""
        return self.known.quantiser(0) * frame.SCALES[0]

    def add(self, scan: Scan) -> int:
        """Take what this scan has for the means; where the next marker is."""
        if scan.planes[0] == 0 and scan.last == 0:
            return self._add_bits(scan)
        if scan.planes == (0,) and scan.high == 0 and self.begun <= _CROSSED:
            return self._add_band(scan)
        return end_of_scan(self.data, scan.start)

    def _lying(self, scan: Scan) -> frame.Units:
        """How the scan's blocks lie, all of them within the means."""
        lies, (rows, columns) = frame.units(self.known, scan), self.means.shape
        if lies.down * lies.high * self.side > rows or lies.across * lies.wide * self.side > columns:
            raise UnusualJpeg
        return lies

    def _add_bits(self, scan: Scan) -> int:
        from varde.kernels.media.jpeg import progressive_compiled as progressive

        if (scan.first, scan.high, scan.low) != (0, self.open_bits, self.open_bits - 1):
            raise UnusualJpeg
        lies = self._lying(scan)
        bytes_ = unstuffed(self.data, scan.start, most_pieces=lies.most_pieces(self.known.interval))
        shape = (lies.across, lies.down, lies.wide, lies.high, lies.others, self.known.interval, self.side)
        worth = np.float32(self.step * (1 << scan.low))
        if progressive.add_bits(bytes_.plain, bytes_.pieces, np.array(shape), worth, self.means) != progressive.DONE:
            raise UnusualJpeg
        self.open_bits = scan.low
        return bytes_.end

    def _add_band(self, scan: Scan) -> int:
        from varde.kernels.media.jpeg import progressive_compiled as progressive

        name = 0x10 | scan.ac[0]
        if name not in self.known.codes or not self.begun == scan.first <= scan.last <= 63:
            raise UnusualJpeg
        lies = self._lying(scan)
        bytes_ = unstuffed(self.data, scan.start, most_pieces=lies.most_pieces(self.known.interval))
        scales = [frame.SCALES[at] * self.known.quantiser(frame.PLACES[at]) * (1 << scan.low) for at in (1, 2, 3)]
        scales.append(_LIKELY * (1 - 2.0**-scan.low))
        shape = np.array((lies.across, lies.down, self.known.interval, scan.first, scan.last))
        codes, window = huffman.band(self.known.codes[name])
        state = progressive.add_band(bytes_.plain, bytes_.pieces, shape, codes, window, np.array(scales, np.float32), self.means)
        if state != progressive.DONE:
            raise UnusualJpeg
        self.begun = scan.last + 1
        return bytes_.end
