"""What a file claims to be by its first bytes; its name is never asked."""

from __future__ import annotations

from varde.kernels.media.types import MediaFormat

HEAD_BYTES = 32
_PREFIXES: tuple[tuple[bytes, MediaFormat], ...] = (
    (b"\xff\xd8\xff", MediaFormat.JPEG),
    (b"\x89PNG\r\n\x1a\n", MediaFormat.PNG),
    (b"GIF87a", MediaFormat.GIF),
    (b"GIF89a", MediaFormat.GIF),
    (b"BM", MediaFormat.BMP),
    (b"II*\x00", MediaFormat.TIFF),
    (b"MM\x00*", MediaFormat.TIFF),
    (b"\x1aE\xdf\xa3", MediaFormat.MATROSKA),
)
_RIFF = {b"WEBP": MediaFormat.WEBP, b"AVI ": MediaFormat.AVI}
_ISO_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")
_STILL_BRANDS = (b"avif", b"avis", b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1")  # pictures in an ISO box: off


def sniff(head: bytes) -> MediaFormat | None:
    """The allowed format that begins like this, or None: playlists, SVG, EPS, AVIF, HEIC and the rest are not opened."""
    for prefix, found in _PREFIXES:
        if head.startswith(prefix):
            return found
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12])
    is_iso = head[4:8] in _ISO_BOXES and head[8:12] not in _STILL_BRANDS
    return MediaFormat.MP4 if is_iso else None
