"""The turn that a file's EXIF block asks for, read where the block is in plain order; the library is asked about all others."""

from __future__ import annotations

import struct

_TAG, _SHORT = 0x0112, 3
_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
_HEAD = 6  # "Exif\0\0"
_ENTRY = 12


def orientation(exif: bytes) -> int | None:
    """1 to 8 out of an APP1 segment's body; 1 where it names none; None where the library shall say."""
    tiff = exif[_HEAD:]
    order = _ORDERS.get(tiff[:4])
    if order is None or len(tiff) < 8:
        return None
    (at,) = struct.unpack_from(f"{order}L", tiff, 4)
    if not 8 <= at <= len(tiff) - 2:
        return None
    (count,) = struct.unpack_from(f"{order}H", tiff, at)
    if at + 2 + _ENTRY * count > len(tiff):
        return None
    entries = [struct.unpack_from(f"{order}HHLH", tiff, at + 2 + _ENTRY * place) for place in range(count)]
    found = [entry for entry in entries if entry[0] == _TAG]
    if not found:
        return 1
    _, kind, many, value = found[0]
    is_plain = len(found) == 1 and (kind, many) == (_SHORT, 1)
    return (value if 1 <= value <= 8 else 1) if is_plain else None
