"""A video file's packets and frames, nothing trusted: one listed demuxer, listed codecs, one thread."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, Self

import av
from av.error import FFmpegError
from av.video.frame import VideoFrame

from varde.kernels.media.types import MediaFormat

av.logging.set_level(None)
BROKEN = (FFmpegError, OSError, ValueError, EOFError)
_DEMUXERS = {"mp4": "mov", "3gp": "mov", "matroska": "matroska", "avi": "avi"}
_CODECS = "h264,hevc,mpeg4,msmpeg4v2,msmpeg4v3,h263,mjpeg,vp8,vp9,libdav1d,av1,mpeg1video,mpeg2video"


class NoVideo(Exception):
    """The container holds no video track."""


class Track:
    """The first video track of an opened file. `is_rough` leaves the loop filter out: faster, and a few bits off."""

    def __init__(self, file: BinaryIO, found: MediaFormat, *, is_rough: bool = False) -> None:
        self._file, self._found, self._is_rough = file, found, is_rough
        self._open()

    def _open(self) -> None:
        options = {"protocol_whitelist": "pipe", "codec_whitelist": _CODECS, "enable_drefs": "0"}
        self._file.seek(0)
        self._container: Any = av.open(
            self._file, mode="r", format=_DEMUXERS[self._found.value], options=options, metadata_errors="ignore"
        )
        if not self._container.streams.video:
            self._container.close()
            raise NoVideo
        self.stream: Any = self._container.streams.video[0]
        self.codec: Any = self.stream.codec_context
        self.codec.thread_count, self.codec.thread_type = 1, "NONE"
        if self._is_rough:
            self.codec.options = {"skip_loop_filter": "all"}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._container.close()

    def rewind(self) -> None:
        """From the beginning once more, with a decoder that has seen nothing."""
        self._container.close()
        self._open()

    def seek(self, at: int) -> None:
        """Back to the packet shown at this time, or the nearest before it; the whole file anew where it cannot be sought in."""
        try:
            self._container.seek(at, stream=self.stream, backward=True)
        except BROKEN:
            self.rewind()

    @property
    def duration_ms(self) -> int | None:
        """What the container claims, where it can be true."""
        claimed = int(self._container.duration // 1000) if self._container.duration else 0
        return claimed if 0 < claimed < 2**32 - 1 else None

    def packets(self) -> Iterator[Any]:
        """As stored, the empty one that ends the stream included; a damaged file ends where it cannot be read further."""
        packets = self._container.demux(self.stream)
        while True:
            try:
                yield next(packets)
            except (StopIteration, *BROKEN):
                return

    def frames(self) -> Iterator[VideoFrame]:
        """Every frame that decodes, in the order of showing; packets that do not decode are passed over."""
        for packet in self.packets():
            try:
                yield from packet.decode()
            except BROKEN:
                continue
