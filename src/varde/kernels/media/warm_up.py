"""Decode a tiny sample of every allowed format before the walls go up: libraries load their parts on first use."""

from __future__ import annotations

import io
from importlib import import_module
from pathlib import Path

import av
import numpy as np
from av.video.stream import VideoStream
from PIL import Image

from varde.kernels.media import picture, video
from varde.kernels.media.types import MediaFormat, MediaKind

_CONTAINERS = {MediaFormat.MP4: ("mp4", "mpeg4"), MediaFormat.MATROSKA: ("matroska", "mpeg4"), MediaFormat.AVI: ("avi", "mjpeg")}


def _still(found: MediaFormat) -> io.BytesIO:
    file = io.BytesIO()
    ramp = np.tile(np.arange(96, dtype=np.uint8), (80, 1))
    Image.fromarray(np.stack([ramp, ramp.copy(), ramp[::-1]], axis=2)).save(file, found.value.upper())
    return file


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


def _load_machine_code() -> None:
    """Every compiled kernel of this package: nothing can be loaded behind the walls."""
    here = Path(__file__).parent
    for source in sorted(here.rglob("*_compiled.py")):
        import_module("varde.kernels.media." + ".".join(source.relative_to(here).with_suffix("").parts))


def warm_up() -> None:
    """After this, decoding loads nothing more."""
    _load_machine_code()
    for found in MediaFormat:
        if found.kind is MediaKind.PICTURE:
            picture.examine(_still(found), found)
            picture.pixels(_still(found), found, max_px=32)
        else:
            video.examine(_moving(found), found)
            video.pixels(_moving(found), found, max_px=32)
