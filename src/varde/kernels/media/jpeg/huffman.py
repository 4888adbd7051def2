"""A file's Huffman tables spread out for looking up; those that most cameras share are spread once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from varde.kernels.media.jpeg.errors import UnusualJpeg
from varde.kernels.media.jpeg.segments import Code

Codes = NDArray[np.uint16]
_KEPT = 32
_ALL = 1 << 16


@dataclass(frozen=True, eq=False)
class Sequence:
    """Windows for one kind of plane: the DC difference and what follows, values of AC symbols, AC symbols to be skipped."""

    dc: Codes
    ac: Codes
    first: NDArray[np.int32]
    values: NDArray[np.int32]
    more: Codes


@lru_cache(maxsize=_KEPT)
def codes(code: Code) -> Codes:
    """For each 16 bits: `length << 8 | symbol` of the code that they begin with, 0 where there is none (T.81, annex C)."""
    lengths = np.repeat(np.arange(1, 17), np.frombuffer(code.counts, np.uint8))
    shares = 1 << (16 - lengths)
    if shares.sum() > _ALL or any(free < 0 for free in _free(code)):
        raise UnusualJpeg
    spread = np.zeros(_ALL, np.uint16)
    entries = (lengths << 8 | np.frombuffer(code.symbols, np.uint8)).astype(np.uint16)
    spread[: shares.sum()] = np.repeat(entries, shares)
    return spread


def _free(code: Code) -> list[int]:
    """Codes left over at each length; a file may not use more than there are, nor the one of ones alone."""
    free, left = 1, []
    for count in code.counts:
        free = 2 * free - count
        left.append(free - (count > 0))
    return left


@lru_cache(maxsize=_KEPT)
def sequence(dc: Code, ac: Code | None, *, keeps_values: bool) -> Sequence:
    """The windows of a plane in an interleaved scan; without AC symbols when that is a progressive file's first scan."""
    from varde.kernels.media.jpeg import sequential_compiled as sequential
    from varde.kernels.media.jpeg import windows_compiled as windows

    first = np.empty(1 << sequential.FIRST_BITS, np.int32)
    values = np.zeros(1 << sequential.FIRST_BITS, np.int32)
    more = np.zeros(1 << sequential.MORE_BITS, np.uint16)
    dc_codes, ac_codes = codes(dc), np.zeros(_ALL, np.uint16) if ac is None else codes(ac)
    narrow, single = np.zeros(len(first), np.uint16), np.empty_like(more)
    if ac is not None:
        windows.one_symbol(ac_codes, sequential.MORE_BITS, single)
        windows.many_symbols(single, sequential.MORE_BITS, more)
        if keeps_values:
            windows.values(ac_codes, sequential.FIRST_BITS, values)
        else:
            windows.one_symbol(ac_codes, sequential.FIRST_BITS, narrow)
    windows.beginnings(dc_codes, narrow, sequential.FIRST_BITS, 1 if ac else 128, first)
    return Sequence(dc_codes, ac_codes, first, values, more)


@lru_cache(maxsize=_KEPT)
def together(luma: Sequence, chroma: Sequence) -> Codes:
    """The four code tables of an interleaved scan, one below the other."""
    return np.stack([luma.dc, luma.ac, chroma.dc, chroma.ac])


@lru_cache(maxsize=_KEPT)
def band(ac: Code) -> tuple[Codes, NDArray[np.int32]]:
    """The codes and values of a progressive file's AC scan."""
    from varde.kernels.media.jpeg import progressive_compiled as progressive
    from varde.kernels.media.jpeg import windows_compiled as windows

    window = np.empty(1 << progressive.WINDOW_BITS, np.int32)
    windows.values(codes(ac), progressive.WINDOW_BITS, window)
    return codes(ac), window
