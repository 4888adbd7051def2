"""Does a picture say that it must be turned to be shown? Asked only to know that it need not: turning is the library's."""

from __future__ import annotations

from PIL import Image

_LEAD, _ORIENTATION = b"Exif\0\0", 0x0112


def by_exif(block: bytes) -> bool:
    """Does this EXIF block leave the picture as it is stored?"""
    read = Image.Exif()
    try:
        read.load(block if block.startswith(_LEAD) else _LEAD + block)
        return bool(read.get(_ORIENTATION, 1) == 1)
    except Exception:  # noqa: BLE001  whatever a broken block does, the ordinary decoder shall judge it
        return False


def by_xmp(packet: bytes) -> bool:
    """Does this XMP packet say nothing of a turn?"""
    return b"rientation" not in packet
