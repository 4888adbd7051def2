"""The turn that a file asks for, read where its EXIF block is in plain order; the library is asked about all others."""

from __future__ import annotations

import io
import struct

from PIL import Image

from varde.kernels.media.jpeg.segments import Segments

_TAG, _SHORT = 0x0112, 3
_ORDERS = {b"II*\0": "<", b"MM\0*": ">"}
_HEAD = 6  # "Exif\0\0"
_ENTRY = 12
_UPRIGHT, _TURNS = 1, range(1, 9)
_BYTES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}  # of one value, by its kind (TIFF 6.0)
_XMP_TAG = b"tiff:Orientation"


def orientation(known: Segments) -> int:
    """1 to 8, as the library says it."""
    if not known.exif and _XMP_TAG not in known.xmp:
        return _UPRIGHT
    found = _in_exif(known.exif[0]) if len(known.exif) == 1 else None
    if found is None or (found == 0 and _XMP_TAG in known.xmp):
        return _by_library(known.data)
    return found if found in _TURNS else _UPRIGHT


def _in_exif(exif: bytes) -> int | None:
    """The tag's value in an APP1 segment's body; 0 where it has no such tag; None where the library shall say."""
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
    entries = [struct.unpack_from(f"{order}HHLL", tiff, at + 2 + _ENTRY * place) for place in range(count)]
    if any(not _is_inside(kind, many, where, len(tiff)) for _, kind, many, where in entries):
        return None
    found = [(at + 10 + _ENTRY * place, *entry) for place, entry in enumerate(entries) if entry[0] == _TAG]
    if not found:
        return 0
    place, _, kind, many, _ = found[0]
    (value,) = struct.unpack_from(f"{order}H", tiff, place)
    return int(value) if len(found) == 1 and (kind, many) == (_SHORT, 1) else None


def _is_inside(kind: int, many: int, where: int, size: int) -> bool:
    """Values of up to four bytes lie in the entry itself, others where it says."""
    taken = _BYTES.get(kind, size) * many
    return taken > 0 and (taken <= 4 or where + taken <= size)


def _by_library(data: bytes) -> int:
    try:
        value = Image.open(io.BytesIO(data), formats=["JPEG"]).getexif().get(_TAG, _UPRIGHT)
    except Exception:  # noqa: BLE001  a broken EXIF block must not cost the picture
        return _UPRIGHT
    return value if isinstance(value, int) and value in _TURNS else _UPRIGHT
