"""PNG in bands of rows, for its fingerprint: inflated by isal, its filters undone in machine code, never whole in memory.

Only what is plain and faultless: 8 bits of grey, RGB or RGBA, not interlaced, no transparent colour, no turn, every checksum
right and every row there. Any other file is `Unusual`, and the ordinary decoder reads it. The rows equal that decoder's.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

import numpy as np
from isal import isal_zlib
from numpy.typing import NDArray

from varde.kernels.media import limits, upright
from varde.kernels.media.types import MediaKind

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 6: 4}  # by colour type: grey, RGB, RGBA
_BAND_BYTES = 512 * 1024
_BAND_ROWS = 16  # a band's rows are a multiple of it
_PIECE = 64 * 1024
_MAX_TEXT = 1024 * 1024
_TOUCHED_BY_NONE = {
    b"sRGB",
    b"gAMA",
    b"cHRM",
    b"iCCP",
    b"sBIT",
    b"bKGD",
    b"hIST",
    b"pHYs",
    b"sPLT",
    b"tIME",
    b"cICP",
    b"mDCv",
    b"cLLi",
}
_RAW_EXIF, _XMP = b"Raw profile", b"XML:com.adobe.xmp"  # texts in which a turn may be hidden


_Broken = cast("type[Exception]", isal_zlib.error)


class Unusual(Exception):
    """Not for this decoder."""


@dataclass(frozen=True)
class Header:
    """What the rows will be."""

    width: int
    height: int
    channels: int


def _chunk(file: BinaryIO) -> tuple[bytes, bytes]:
    """The next chunk's type and data, its checksum checked."""
    lead = file.read(8)
    if len(lead) != 8:
        raise Unusual
    size, kind = struct.unpack(">I4s", lead)
    if size > limits.MAX_BYTES[MediaKind.PICTURE]:
        raise Unusual
    data = file.read(size)
    check = file.read(4)
    if len(data) != size or len(check) != 4 or isal_zlib.crc32(data, isal_zlib.crc32(kind)) != int.from_bytes(check, "big"):
        raise Unusual
    return kind, data


def header(file: BinaryIO) -> Header:
    """From the first chunk; the file then stands behind it."""
    if file.read(8) != _SIGNATURE:
        raise Unusual
    kind, data = _chunk(file)
    if kind != b"IHDR" or len(data) != 13:
        raise Unusual
    width, height, depth, colour, packing, filters, lacing = struct.unpack(">IIBBBBB", data)
    if depth != 8 or colour not in _CHANNELS or (packing, filters, lacing) != (0, 0, 0):
        raise Unusual
    if not 0 < width * height <= limits.MAX_PIXELS:
        raise Unusual
    return Header(width, height, _CHANNELS[colour])


def _is_harmless(kind: bytes, data: bytes) -> bool:
    """Does it leave the pixels as they are and the picture upright?"""
    if kind == b"eXIf":
        return upright.by_exif(data)
    if kind in {b"tEXt", b"zTXt", b"iTXt"} and data.startswith(_XMP):
        return data.startswith(_XMP + b"\0\0") and upright.by_xmp(data)
    if kind in {b"tEXt", b"zTXt", b"iTXt"}:
        return len(data) <= _MAX_TEXT and not data.startswith(_RAW_EXIF)
    return kind in _TOUCHED_BY_NONE


def _packed(file: BinaryIO) -> Iterator[bytes]:
    """The pieces of the one run of IDAT; checks what stands before and behind, to the end."""
    is_before, is_behind = True, False
    while True:
        kind, data = _chunk(file)
        if kind == b"IDAT":
            if is_behind:
                raise Unusual
            is_before = False
            yield from (data[at : at + _PIECE] for at in range(0, len(data), _PIECE))
        elif kind == b"IEND":
            if is_before or data:
                raise Unusual
            return
        elif not _is_harmless(kind, data):
            raise Unusual
        else:
            is_behind = not is_before


class _Inflated:
    """What the pieces hold, in portions of a known size: never more is inflated than is asked for."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._inflate, self._packed = pieces, isal_zlib.decompressobj(), b""

    def _more(self, most: int) -> bytes:
        """Up to `most` bytes; none when the stream has come to its end."""
        while not self._inflate.eof:
            packed = self._packed or next(self._pieces, b"")
            got = self._inflate.decompress(packed, most)  # without input: what it still holds back
            self._packed = self._inflate.unconsumed_tail
            if got:
                return got
            if not packed:
                raise Unusual
        return b""

    def read(self, into: NDArray[np.uint8]) -> None:
        """Fill the whole of it."""
        at = 0
        while at < len(into):
            got = self._more(len(into) - at)
            if not got:
                raise Unusual
            into[at : at + len(got)] = np.frombuffer(got, np.uint8)
            at += len(got)

    def finish(self) -> None:
        """Nothing may be left but the stream's own checksum, and the chunks behind it must be in order."""
        if self._more(1) or self._inflate.unused_data or self._packed or any(self._pieces):
            raise Unusual


def bands(file: BinaryIO, told: Header) -> Iterator[NDArray[np.uint8]]:
    """The rows from top to bottom, uint8[rows, width, channels] (grey: [rows, width]); each band is overwritten by the next.

    The file is as `header` left it. `Unusual` may come at any band, also after the last: what was read then counts for nothing.
    """
    from varde.kernels.media import png_compiled

    length = told.width * told.channels
    most = min(max(_BAND_BYTES // length // _BAND_ROWS, 1) * _BAND_ROWS, told.height)
    raw = np.empty(most * (length + 1) + png_compiled.SPARE, np.uint8)
    kept = np.zeros((most + 1) * length + png_compiled.SPARE, np.uint8)[: (most + 1) * length].reshape(most + 1, length)
    inflated = _Inflated(_packed(file))
    try:
        for start in range(0, told.height, most):
            rows = min(most, told.height - start)
            inflated.read(raw[: rows * (length + 1)])
            if png_compiled.unfilter(raw, kept[: rows + 1], told.channels) != rows:
                raise Unusual
            shape = (rows, told.width) if told.channels == 1 else (rows, told.width, told.channels)
            yield kept[1 : rows + 1].reshape(shape)
            kept[0] = kept[rows]
        inflated.finish()
    except _Broken as bad:
        raise Unusual from bad
