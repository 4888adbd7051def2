"""What stands before a JPEG file's scans: its frame, its tables, and how its scans are made (ITU-T T.81, annex B).

Only the everyday kinds are known: 8 bits, Huffman codes, sequential or progressive, grey or YCbCr with the luma in full size.
Everything else is `UnusualJpeg`, and so is everything that is not in order.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from varde.kernels.media import limits
from varde.kernels.media.jpeg.errors import UnusualJpeg

_PROGRESSIVE = 0xC2
_YCC_IDS = ((1, 2, 3), (0, 1, 2))
_JFIF, _EXIF, _ADOBE, _XMP = b"JFIF\0", b"Exif\0\0", b"Adobe", b"http://ns.adobe.com/xap/1.0/\0"
_MAX_SAMPLING = 4


@dataclass(frozen=True)
class Component:
    """One plane: its name in the file, its blocks across and down in a unit, its quantisation table."""

    name: int
    across: int
    down: int
    table: int


@dataclass(frozen=True)
class Code:
    """A Huffman table as the file gives it: 16 counts, and the symbols."""

    counts: bytes
    symbols: bytes


@dataclass(frozen=True)
class Scan:
    """Which planes it holds, by place; their DC and AC tables; its band of coefficients; its bits; where its bytes begin."""

    planes: tuple[int, ...]
    dc: tuple[int, ...]
    ac: tuple[int, ...]
    first: int
    last: int
    high: int
    low: int
    start: int


@dataclass
class Segments:
    """Walks over a file's segments; what has been said so far stands in the fields."""

    data: bytes
    at: int = 2
    width: int = 0
    height: int = 0
    is_progressive: bool = False
    components: tuple[Component, ...] = ()
    quantisers: dict[int, bytes] = field(default_factory=dict)
    codes: dict[int, Code] = field(default_factory=dict)
    interval: int = 0
    exif: list[bytes] = field(default_factory=list)
    xmp: bytes = b""
    _has_begun: bool = False
    _has_jfif: bool = False
    _adobe: int | None = None

    def next_scan(self) -> Scan | None:
        """Read up to the next scan's bytes; None at the end of the picture."""
        while True:
            marker, body = self._segment()
            if marker == 0xD9:
                return None
            if marker == 0xDA:
                return self._scan(body)
            self._take(marker, body)

    def _take(self, marker: int, body: bytes) -> None:
        match marker:
            case 0xC0 | 0xC1 | 0xC2:
                self._frame(body)
            case 0xC4:
                self._codes(body)
            case 0xDB:
                self._quantisers(body)
            case 0xDD:
                self._restarts(body)
            case 0xE0 | 0xE1 | 0xEE:
                self._attached(marker, body)
            case _ if not (0xE0 <= marker <= 0xEF or marker == 0xFE):
                raise UnusualJpeg

    def _segment(self) -> tuple[int, bytes]:
        data, at = self.data, self.at
        if len(data) < at + 2 or data[at] != 0xFF:
            raise UnusualJpeg
        marker = data[at + 1]
        if marker == 0xD9:
            return marker, b""
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        self.at = at + 2 + size
        if size < 2 or self.at > len(data):
            raise UnusualJpeg
        self.is_progressive = self.is_progressive or marker == _PROGRESSIVE
        return marker, data[at + 4 : self.at]

    def _frame(self, body: bytes) -> None:
        count = body[5] if len(body) > 5 else 0
        if self.components or count not in (1, 3) or len(body) != 6 + 3 * count or body[0] != 8:
            raise UnusualJpeg
        self.height, self.width = int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big")
        if not 0 < self.width * self.height <= limits.MAX_PIXELS:
            raise UnusualJpeg
        triples = (body[at : at + 3] for at in range(6, len(body), 3))
        self.components = tuple(Component(name, both >> 4, both & 15, table) for name, both, table in triples)
        self._check_planes()

    def _check_planes(self) -> None:
        first = self.components[0]
        if len({each.name for each in self.components}) < len(self.components):
            raise UnusualJpeg
        for each in self.components:
            if not (1 <= each.across <= first.across <= _MAX_SAMPLING and 1 <= each.down <= first.down <= _MAX_SAMPLING):
                raise UnusualJpeg
        if sum(each.across * each.down for each in self.components) > 10:
            raise UnusualJpeg

    def _quantisers(self, body: bytes) -> None:
        if self._has_begun:
            raise UnusualJpeg
        while body:
            size = 128 if body[0] >> 4 else 64
            if body[0] >> 4 > 1 or body[0] & 15 > 3 or len(body) < 1 + size:
                raise UnusualJpeg
            self.quantisers[body[0] & 15] = body[1 : 1 + size]
            body = body[1 + size :]

    def _codes(self, body: bytes) -> None:
        while body:
            count = sum(body[1:17])
            if body[0] & ~0x13 or len(body) < 17 + count or count > 256:
                raise UnusualJpeg
            self.codes[body[0]] = Code(body[1:17], body[17 : 17 + count])
            body = body[17 + count :]

    def _restarts(self, body: bytes) -> None:
        if len(body) != 2:
            raise UnusualJpeg
        self.interval = int.from_bytes(body, "big")

    def _attached(self, marker: int, body: bytes) -> None:
        if marker == 0xE0 and body.startswith(_JFIF):
            self._has_jfif = True
        if marker == 0xE1 and body.startswith(_EXIF):
            self.exif.append(body)
        if marker == 0xE1 and body.startswith(_XMP):
            self.xmp += body
        if marker == 0xEE and body.startswith(_ADOBE):
            self._adobe = body[11] if len(body) > 11 else -1

    def _scan(self, body: bytes) -> Scan:
        count = body[0] if body else 0
        if not self.components or len(body) != 4 + 2 * count or not self._is_luma_first():
            raise UnusualJpeg
        names = [each.name for each in self.components]
        picked, tables = body[1 : 1 + 2 * count : 2], body[2 : 2 + 2 * count : 2]
        if any(name not in names for name in picked):
            raise UnusualJpeg
        planes = tuple(names.index(name) for name in picked)
        if planes != tuple(sorted(set(planes))):
            raise UnusualJpeg
        self._has_begun = True
        first, last, bits = body[-3:]
        return Scan(
            planes,
            tuple(one >> 4 for one in tables),
            tuple(one & 15 for one in tables),
            first,
            last,
            bits >> 4,
            bits & 15,
            self.at,
        )

    def _is_luma_first(self) -> bool:
        """As libjpeg guesses the colours: JFIF says YCbCr, then Adobe's mark, then the components' names."""
        if len(self.components) == 1 or self._has_jfif:
            return True
        if self._adobe is not None:
            return self._adobe == 1
        return tuple(each.name for each in self.components) in _YCC_IDS

    def quantiser(self, place: int) -> float:
        """The luma's step for the coefficient at this place of the zigzag."""
        table = self.quantisers.get(self.components[0].table)
        if table is None:
            raise UnusualJpeg
        return float(table[place] if len(table) == 64 else int.from_bytes(table[2 * place : 2 * place + 2], "big"))
