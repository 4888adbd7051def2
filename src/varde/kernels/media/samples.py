"""Tiny files of every allowed format, drawn by us: what the decoder is warmed with before the walls go up."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator

import av
import numpy as np
from av.video.stream import VideoStream
from PIL import Image

from varde.kernels.media.types import MediaFormat, MediaKind

_CONTAINERS = {MediaFormat.MP4: ("mp4", "mpeg4"), MediaFormat.MATROSKA: ("matroska", "mpeg4"), MediaFormat.AVI: ("avi", "mjpeg")}
_ENCODED = {  # one green square; their encoders start threads, so that it is not drawn here
    MediaFormat.AVIF: (
        "AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAADrbWV0YQAAAAAAAAAhaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAAAAAAAOcGl0"
        "bQAAAAAAAQAAAB5pbG9jAAAAAEQAAAEAAQAAAAEAAAETAAAAJQAAAChpaW5mAAAAAAABAAAAGmluZmUCAAAAAAEAAGF2MDFDb2xvcgAAAABqaXBy"
        "cAAAAEtpcGNvAAAAFGlzcGUAAAAAAAAAEAAAABAAAAAQcGl4aQAAAAADCAgIAAAADGF2MUOBAAwAAAAAE2NvbHJuY2x4AAEADQAGgAAAABdpcG1h"
        "AAAAAAAAAAEAAQQBAoMEAAAALW1kYXQSAAoJGAz/2iAhoNCAMhYcR4eF3dNNNMLAAAB1fVm9zPwl5ZPg"
    ),
    MediaFormat.HEIC: (
        "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAXxtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAA"
        "AERAAAEAAQAAAAABoAABAAAAAAAAACgAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRtAAAAAAABAAAA/GlwcnAAAADc"
        "aXBjbwAAAHVodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQApQgEBA3AAAAMAkAAAAwAA"
        "AwAeoCCBBZbqrprm4CGgwIAAAAyAAAADAIRiAAEABkQBwXPBiQAAABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAAAAAAAABAAAAAQAAAAChjbGFw"
        "AAAAEAAAAAEAAAAQAAAAAf///9AAAAAC////0AAAAAIAAAAQcGl4aQAAAAADCAgIAAAAGGlwbWEAAAAAAAAAAQABBYECAwWEAAAAMG1kYXQAAAAk"
        "KAGvGSE5Eu9dpb/++sv8+DetbfKZKKaXBNeImQsDgYCNkZ04"
    ),
}
_TURNED_RIGHT = 6


def of(found: MediaFormat) -> Iterator[io.BytesIO]:
    """One file of this format, or several where several kinds of it go different ways."""
    if found in _ENCODED:
        yield io.BytesIO(base64.b64decode(_ENCODED[found]))
    elif found.kind is MediaKind.VIDEO:
        yield _moving(found)
    else:
        yield _still(found)
        if found is MediaFormat.JPEG:
            yield from _jpegs()
        if found is MediaFormat.PNG:
            yield from (_still(found, mode=mode) for mode in ("L", "LA", "RGBA", "P", "1", "I;16"))


def _still(found: MediaFormat, *, mode: str = "RGB", **options: object) -> io.BytesIO:
    file = io.BytesIO()
    ramp = np.tile(np.arange(96, dtype=np.uint8), (80, 1))
    drawn = Image.fromarray(np.stack([ramp, ramp.copy(), ramp[::-1]], axis=2))
    (drawn.convert("L") if mode == "I;16" else drawn).convert(mode).save(file, found.value.upper(), **options)
    return file


def _jpegs() -> Iterator[io.BytesIO]:
    exif = Image.Exif()
    exif[0x0112] = _TURNED_RIGHT
    yield _still(MediaFormat.JPEG, progressive=True)
    yield _still(MediaFormat.JPEG, exif=exif)
    yield _still(MediaFormat.JPEG, mode="L", restart_marker_rows=1)
    yield _still(MediaFormat.JPEG, mode="CMYK")
    whole = _still(MediaFormat.JPEG).getvalue()
    yield io.BytesIO(whole[: len(whole) * 3 // 4])


def _moving(found: MediaFormat) -> io.BytesIO:
    file = io.BytesIO()
    name, codec = _CONTAINERS[found]
    with av.open(file, "w", format=name) as container:
        stream = container.add_stream(codec, rate=2)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = 96, 80, "yuvj420p" if codec == "mjpeg" else "yuv420p"
        stream.codec_context.thread_count = 1
        for shade in (40, 80, 120):
            frame = av.VideoFrame.from_ndarray(np.full((80, 96, 3), shade, np.uint8), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return file
