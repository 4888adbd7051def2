"""PNG files written by hand, row by row with any filter, and spoiled at will."""

from __future__ import annotations

import struct
import zlib

import numpy as np

COLOUR = {1: 0, 2: 4, 3: 2, 4: 6}  # by channels
Pixels = np.ndarray


def chunk(kind: bytes, data: bytes, *, check: int | None = None) -> bytes:
    found = zlib.crc32(kind + data) if check is None else check
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", found)


def lead(width: int, height: int, *, depth: int = 8, colour: int = 2, lacing: int = 0) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, lacing))


def _paeth(left: Pixels, above: Pixels, corner: Pixels) -> Pixels:
    guess = left + above - corner
    a, b, c = abs(guess - left), abs(guess - above), abs(guess - corner)
    return np.where((a <= b) & (a <= c), left, np.where(b <= c, above, corner))


def filtered(pixels: Pixels, filters: list[int]) -> bytes:
    height, width = pixels.shape[:2]
    step = 1 if pixels.ndim == 2 else pixels.shape[2]
    rows = np.zeros((height + 1, width * step + step), np.int64)
    rows[1:, step:] = pixels.reshape(height, -1)
    lines = []
    for at in range(height):
        how = filters[at % len(filters)]
        here, left, above, corner = rows[at + 1, step:], rows[at + 1, :-step], rows[at, step:], rows[at, :-step]
        guesses = (0 * here, left, above, (left + above) // 2, _paeth(left, above, corner))
        lines.append(bytes([how]) + ((here - (guesses[how] if how < 5 else 0)) % 256).astype(np.uint8).tobytes())
    return b"".join(lines)


def written(pixels: Pixels, *, filters: list[int], piece: int = 1 << 20, level: int = 6, between: bytes = b"") -> bytes:
    """A whole file; `piece` bytes in each IDAT, `between` the header and the first of them."""
    packed = zlib.compress(filtered(pixels, filters), level)
    parts = [chunk(b"IDAT", packed[at : at + piece]) for at in range(0, len(packed), piece)]
    colour = COLOUR[1 if pixels.ndim == 2 else pixels.shape[2]]
    return lead(pixels.shape[1], pixels.shape[0], colour=colour) + between + b"".join(parts) + chunk(b"IEND", b"")
