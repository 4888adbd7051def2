"""What a packet says about itself before it is decoded: is it a place to start from, may frames be left out?

The container's own marks are not believed: they are the sender's words, and a wrong mark would let a frame be decoded out of
nothing. H.264 (ITU-T H.264, 7.4.1), HEVC (H.265, 7.4.2.2) and VP9 say it in their first bytes; other codecs are always
decoded from the start.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_H264_SLICES, _H264_IDR = range(1, 6), 5
_HEVC_SLICES, _HEVC_IDR = range(32), (19, 20)
_START_CODE = b"\x00\x00\x01"


@dataclass(frozen=True)
class Packets:
    """How one stream's packets are to be read."""

    codec: str
    length_bytes: int  # before each unit; 0 where start codes stand instead

    @classmethod
    def of(cls, codec: str, extradata: bytes | None) -> Packets:
        """From the codec's configuration record."""
        record = extradata or b""
        at = {"h264": 4, "hevc": 21}.get(codec)
        has_lengths = at is not None and len(record) > at and record[0] == 1
        return cls(codec, (record[at] & 3) + 1 if has_lengths and at is not None else 0)

    def is_start(self, data: memoryview) -> bool:
        """True if what follows, but for frames shown before it, can be decoded without anything earlier."""
        if self.codec == "h264":
            return any(unit[0] & 31 == _H264_IDR for unit in self._units(data))
        if self.codec == "hevc":
            return any((unit[0] >> 1) & 63 in _HEVC_IDR for unit in self._units(data))
        return self.codec == "vp9" and _is_vp9_key(data)

    def is_layered(self, data: memoryview) -> bool:
        """HEVC's temporal layers: there, a frame that its own layer does not refer to may still be referred to by another."""
        return self.codec == "hevc" and any(len(unit) > 1 and unit[1] & 7 != 1 for unit in self._units(data))

    def _units(self, data: memoryview) -> Iterator[memoryview]:
        """The heads of the units up to the first slice, whose kind is that of the whole picture."""
        for unit in self._counted(data) if self.length_bytes else _separated(data):
            yield unit
            kind, slices = (unit[0] & 31, _H264_SLICES) if self.codec == "h264" else ((unit[0] >> 1) & 63, _HEVC_SLICES)
            if kind in slices:
                return

    def _counted(self, data: memoryview) -> Iterator[memoryview]:
        at = 0
        while at + self.length_bytes < len(data):
            start = at + self.length_bytes
            yield data[start : start + 2]
            at = start + int.from_bytes(data[at:start], "big")


def _separated(data: memoryview) -> Iterator[memoryview]:
    head = bytes(data[: 1 << 12])
    at = head.find(_START_CODE)
    while 0 <= at < len(head) - 4:
        yield memoryview(head)[at + 3 : at + 5]
        at = head.find(_START_CODE, at + 3)


def _is_vp9_key(data: memoryview) -> bool:
    """Frame marker 2, profile below 3, not a repeat, frame type 0; the frame is shown."""
    if len(data) < 1 or data[0] >> 6 != 2 or (data[0] >> 4) & 3 == 3:
        return False
    return (data[0] >> 1) & 7 == 1 and not data[0] & 0x08
