"""Files made to harm whoever opens them. Generated, never stored; they show nothing."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable

from PIL import Image

from unit.kernels.made_media import clip, landscape, saved
from varde.kernels.media import MediaFormat, samples

Maker = Callable[[], bytes]


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, *, rows: int, more: bytes = b"") -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(bytes(1 + 3 * width)) for _ in range(rows)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + more + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def zip_bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("landscape.jpg", bytes(50_000_000))
    return file.getvalue()


def gif_with_frames(count: int) -> bytes:
    one = saved(Image.new("P", (8, 8), 3), "GIF").getvalue()
    start = one.index(b"!") if b"!" in one[13:40] else one.index(b",", 13)
    return one[:start] + one[start:-1] * count + b";"


def _jpeg(**options: object) -> bytes:
    return saved(landscape(2, width=320, height=240), "JPEG", **options).getvalue()


def _segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def jpeg_with_size(width: int, height: int, *, progressive: bool = False) -> bytes:
    """The data of a small one under a head that claims another size."""
    whole = bytearray(_jpeg(progressive=progressive))
    frame = whole.index(b"\xff\xc2" if progressive else b"\xff\xc0")
    whole[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(whole)


def jpeg_with_segment(segment: bytes) -> bytes:
    whole = _jpeg()
    return whole[:2] + segment + whole[2:]


def jpeg_with_overfull_tables() -> bytes:
    """Huffman tables with more codes than there can be, and with none."""
    whole = bytearray(_jpeg())
    at = 0
    while (at := whole.find(b"\xff\xc4", at)) > 0:
        whole[at + 5 : at + 21] = bytes([2, 4, 8, 16, 32, 64, 36, *bytes(9)])
        at += 2
    return bytes(whole)


def jpeg_with_scans(count: int) -> bytes:
    """A progressive one whose last scan comes again and again."""
    whole = saved(landscape(2, width=1600, height=1200), "JPEG", progressive=True, quality=95).getvalue()
    last = whole.rindex(b"\xff\xda")
    tables = whole.rindex(b"\xff\xc4", 0, last)
    return whole[:-2] + whole[tables:-2] * count + b"\xff\xd9"


def jpeg_with_restarts(every: int) -> bytes:
    """Restart markers are promised after each few blocks, and none comes."""
    return jpeg_with_segment(_segment(0xDD, struct.pack(">H", every)))


def riff(name: bytes, body: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + name + body


def _riff_chunk(name: bytes, data: bytes) -> bytes:
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def webp_animation(*, canvas: int, frames: int, nested: int) -> bytes:
    """Frames in frames, on a canvas as large as the format allows."""
    still = saved(landscape(3, width=64, height=48), "WEBP").getvalue()[12:]
    for _ in range(nested):
        head = bytes(6) + (63).to_bytes(3, "little") + (47).to_bytes(3, "little") + (100).to_bytes(3, "little") + b"\0"
        still = _riff_chunk(b"ANMF", head + still)
    side = (canvas - 1).to_bytes(3, "little")
    return riff(b"WEBP", _riff_chunk(b"VP8X", b"\x02" + bytes(3) + side + side) + _riff_chunk(b"ANIM", bytes(6)) + still * frames)


def box(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", 8 + len(data)) + name + data


def boxes_in_boxes(depth: int) -> bytes:
    """moov in moov in moov."""
    inner = b""
    sizes = range(8, 8 * depth + 8, 8)
    inner = b"".join(struct.pack(">I", size) + b"moov" for size in reversed(sizes))
    return box(b"ftyp", b"isom" + bytes(4) + b"isom") + inner


def patched(whole: bytes, name: bytes, offset: int, value: bytes) -> bytes:
    """All boxes or chunks of this name with other bytes so far behind their name."""
    made, at = bytearray(whole), 0
    while (at := made.find(name, at)) >= 0:
        made[at + offset : at + offset + len(value)] = value
        at += len(name)
    return bytes(made)


def _mp4() -> bytes:
    return clip(4, seconds=2, size=(96, 80), codec="mpeg4").getvalue()


def _avi() -> bytes:
    return clip(4, seconds=2, size=(96, 80), container="avi", codec="mpeg4").getvalue()


def _matroska() -> bytes:
    return clip(4, seconds=2, size=(96, 80), container="matroska", codec="mpeg4").getvalue()


def _sample(found: MediaFormat) -> bytes:
    return next(samples.of(found)).getvalue()


def tiff_in_a_circle() -> bytes:
    """A directory that is its own successor."""
    entry = struct.pack("<HHII", 0x0100, 3, 1, 64)
    return b"II*\0" + struct.pack("<IH", 8, 1) + entry + struct.pack("<I", 8)


def tiff_bomb() -> bytes:
    """A deflated strip of far more than the picture's bytes, under a large claimed size."""
    data = zlib.compress(bytes(100_000_000), 9)
    tags = [(256, 4, 30_000), (257, 4, 2_000), (258, 3, 8), (259, 3, 8), (262, 3, 1), (273, 4, 200), (277, 3, 1)]
    tags += [(278, 4, 2_000), (279, 4, len(data))]
    entries = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
    return (b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(4)).ljust(200, b"\0") + data


def bmp(width: int, height: int, *, compression: int = 0, data: bytes = b"") -> bytes:
    head = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 8, compression, 0, 0, 0, 256, 0)
    return b"BM" + struct.pack("<IHHI", 54 + 1024 + len(data), 0, 0, 54 + 1024) + head + bytes(1024) + data


EPS, PDF = b"%!PS-Adobe-3.0 EPSF-3.0\n", b"%PDF-1.7\n1 0 obj<</Filter/DCTDecode>>stream\n"
PLAYLIST = b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"
HUGE = b"\xff" * 4

DISGUISED: dict[str, Maker] = {
    "nothing": lambda: b"",
    "one byte": lambda: b"\xff",
    "zip bomb named .jpg": zip_bomb,
    "playlist named .mp4": lambda: PLAYLIST,
    "concat script named .mp4": lambda: b"ffconcat version 1.0\nfile /etc/passwd\n",
    "SVG": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
    "EPS": lambda: EPS,
    "FITS": lambda: b"SIMPLE  =                    T".ljust(80),
    "PDF around a JPEG": lambda: PDF + _jpeg(),
    "sound tag before a clip": lambda: b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + b"A" * 100_000 + _mp4(),
    "AVIF of no codec": lambda: box(b"ftyp", b"mif1" + bytes(4) + b"mif1miaf"),
}

BOMBS: dict[str, Maker] = {
    "PNG of 900 million pixels": lambda: png(30_000, 30_000, rows=300),
    "PNG of claimed 65 million pixels": lambda: png(65_001, 1_000, rows=1),
    "GIF of a huge screen": lambda: b"GIF89a" + struct.pack("<HHBBB", 65_535, 65_535, 0, 0, 0) + gif_with_frames(1)[13:],
    "JPEG of claimed 4 billion pixels": lambda: jpeg_with_size(65_500, 65_500),
    "progressive JPEG of claimed 4 billion pixels": lambda: jpeg_with_size(65_500, 65_500, progressive=True),
    "WebP animation on a huge canvas": lambda: webp_animation(canvas=1 << 14, frames=3, nested=1),
    "AVIF of claimed 4 billion pixels": lambda: patched(_sample(MediaFormat.AVIF), b"ispe", 8, b"\0\0\xff\xff\0\0\xff\xff"),
    "BMP of 4 billion pixels": lambda: bmp(65_536, 65_536),
}

ODD: dict[str, Maker] = {
    "PNG with a text bomb": lambda: png(64, 64, rows=64, more=chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(80_000_000), 9))),
    "PNG with a profile bomb": lambda: png(64, 64, rows=64, more=chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(80_000_000), 9))),
    "PNG of no data": lambda: png(64, 64, rows=0),
    "PNG of no width": lambda: png(0, 64, rows=64),
    "GIF of a hundred thousand pictures": lambda: gif_with_frames(100_000),
    "script behind a GIF's head": lambda: b"GIF89a/*" + b"=1;alert(1)//" * 50,
    "JPEG with an archive behind it": lambda: _jpeg() + zip_bomb(),
    "JPEG that claims 60 million pixels": lambda: jpeg_with_size(10_000, 6_000),
    "progressive JPEG that claims 60 million pixels": lambda: jpeg_with_size(10_000, 6_000, progressive=True),
    "JPEG of no height": lambda: jpeg_with_size(320, 0),
    "JPEG with overfull tables": jpeg_with_overfull_tables,
    "JPEG of three hundred scans": lambda: jpeg_with_scans(300),
    "JPEG without its promised restarts": lambda: jpeg_with_restarts(1),
    "JPEG with overlong EXIF": lambda: jpeg_with_segment(_segment(0xE1, b"Exif\0\0" + b"A" * 65_000)),
    "JPEG with EXIF that leads nowhere": lambda: jpeg_with_segment(
        _segment(0xE1, b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\xff" * 5_000)
    ),
    "JPEG with EXIF in a circle": lambda: jpeg_with_segment(_segment(0xE1, b"Exif\0\0" + tiff_in_a_circle())),
    "JPEG of a thousand profiles": lambda: jpeg_with_segment(
        b"".join(_segment(0xE2, b"ICC_PROFILE\0\x01\xff" + bytes(60_000)) for _ in range(100))
    ),
    "only a JPEG's head": lambda: _jpeg()[:20],
    "JPEG of nothing but fill bytes": lambda: b"\xff\xd8" + b"\xff" * 1_000_000,
    "WebP frames in frames": lambda: webp_animation(canvas=64, frames=2, nested=40),
    "WebP of ten thousand frames": lambda: webp_animation(canvas=64, frames=10_000, nested=1),
    "TIFF in a circle": tiff_in_a_circle,
    "TIFF bomb": tiff_bomb,
    "BMP upside down": lambda: bmp(64, -(2**31), data=bytes(4096)),
    "BMP of endless runs": lambda: bmp(4_000, 4_000, compression=1, data=b"\0\x02\xff\xff" * 50_000),
    "AVIF cut off": lambda: _sample(MediaFormat.AVIF)[:-40],
    "HEIC of claimed 4 billion pixels": lambda: patched(_sample(MediaFormat.HEIC), b"ispe", 8, b"\0\0\xff\xff\0\0\xff\xff"),
    "HEIC cut off": lambda: _sample(MediaFormat.HEIC)[:-40],
    "only an MP4's head": lambda: _mp4()[:40],
    "playlist behind an MP4's head": lambda: box(b"ftyp", b"mp42" + bytes(4) + b"mp42isom") + PLAYLIST,
    "page behind an MP4": lambda: _mp4() + b"<script>alert(1)</script>",
    "MP4 of a thousand nested boxes": lambda: boxes_in_boxes(1_000),
    "MP4 of four billion samples": lambda: patched(_mp4(), b"stsz", 8, bytes(4) + HUGE),
    "MP4 whose times run away": lambda: patched(_mp4(), b"stts", 12, HUGE + b"\x7f" + HUGE[:3]),
    "MP4 whose pieces lie elsewhere": lambda: patched(_mp4(), b"stco", 12, HUGE * 2),
    "MP4 of a huge frame": lambda: patched(_mp4(), b"mp4v", 28, HUGE),
    "MP4 that names another file": lambda: patched(_mp4(), b"url ", 4, bytes(4) + b"file:///etc/passwd"),
    "AVI with an absurd index": lambda: patched(_avi(), b"idx1", 4, HUGE + b"00dc" + HUGE * 3),
    "AVI of absurd streams": lambda: patched(_avi(), b"strh", 8, b"vids" + HUGE * 8),
    "AVI of a huge frame": lambda: patched(_avi(), b"strf", 12, HUGE[:3] + b"\x7f" + HUGE[:3] + b"\x7f"),
    "playlist behind an AVI's head": lambda: riff(b"AVI ", PLAYLIST * 20),
    "Matroska of unknown length": lambda: patched(_matroska(), b"\x18\x53\x80\x67", 4, b"\x01" + b"\xff" * 7),
    "Matroska with cues in a circle": lambda: patched(_matroska(), b"\x53\xac", 2, b"\x81\0"),
    "Matroska head and nothing": lambda: _matroska()[:60],
    "Matroska of noise": lambda: _matroska()[:200] + random.Random(7).randbytes(200_000),
}

EVERY: dict[str, Maker] = DISGUISED | BOMBS | ODD


def wholes() -> list[bytes]:
    """One sound file of every kind, to be harmed."""
    scene = landscape(5, width=160, height=120)
    stills = [saved(scene, kind).getvalue() for kind in ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP", "AVIF")]
    stills += [saved(scene, "JPEG", progressive=True).getvalue(), saved(scene, "WEBP", lossless=True).getvalue()]
    stills += [file.getvalue() for found in MediaFormat for file in samples.of(found)]
    codecs = (
        ("mp4", "libx264"),
        ("mp4", "mpeg4"),
        ("3gp", "h263"),
        ("webm", "libvpx-vp9"),
        ("matroska", "mpeg4"),
        ("avi", "mpeg4"),
    )
    return stills + [
        clip(5, seconds=2, rate=3, size=(176, 144), container=name, codec=codec).getvalue() for name, codec in codecs
    ]


def harmed(whole: bytes, chance: random.Random) -> bytes:
    """Bytes changed, a piece cut out, doubled or blanked, the end cut off: one of these, or several."""
    made = bytearray(whole)
    for _ in range(chance.randint(1, 20)):
        made[chance.randrange(4, len(made))] = chance.randrange(256)
    deed = chance.randrange(5)
    start = chance.randrange(4, len(made))
    stop = min(len(made), start + chance.randint(1, 400))
    if deed == 1:
        del made[start:stop]
    elif deed == 2:
        made[start:start] = made[start:stop]
    elif deed == 3:
        made[start:stop] = bytes([chance.choice((0, 255))]) * (stop - start)
    elif deed == 4:
        del made[max(start, len(made) // 3) :]
    return bytes(made)
