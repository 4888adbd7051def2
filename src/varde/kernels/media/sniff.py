"""What a file claims to be by its first bytes; its name is never asked."""

from __future__ import annotations

from varde.kernels.media.types import MediaFormat

HEAD_BYTES = 64
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
_STILL_BRANDS = {
    **dict.fromkeys((b"avif", b"avis"), MediaFormat.AVIF),
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"), MediaFormat.HEIC),
}
_ANY_STILL_BRANDS = (b"mif1", b"mif2", b"msf1", b"miaf")  # which codec, the compatible brands say


def sniff(head: bytes) -> MediaFormat | None:
    """The allowed format that begins like this, or None: playlists, SVG, EPS and the rest are not opened."""
    for prefix, found in _PREFIXES:
        if head.startswith(prefix):
            return found
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12])
    return _by_brand(head) if head[4:8] in _ISO_BOXES else None


def _by_brand(head: bytes) -> MediaFormat | None:
    """Pictures and videos lie in the same boxes (ISO/IEC 14496-12); the file type box tells them apart."""
    brand = head[8:12] if head[4:8] == b"ftyp" else b""
    if brand not in _ANY_STILL_BRANDS:
        return _STILL_BRANDS.get(brand, MediaFormat.MP4)
    end = min(len(head), int.from_bytes(head[:4], "big"))
    compatible = (head[start : start + 4] for start in range(16, end, 4))
    return next((_STILL_BRANDS[brand] for brand in compatible if brand in _STILL_BRANDS), None)
