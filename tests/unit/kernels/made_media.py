"""Pictures and clips that we draw: soft coloured hills with sharp edges, different for each seed, showing nothing and no one."""

from __future__ import annotations

import io

import av
import numpy as np
from av.video.stream import VideoStream
from numpy.typing import NDArray
from PIL import Image

Rgb = NDArray[np.uint8]


def landscape(seed: int, *, width: int = 640, height: int = 480) -> Image.Image:
    """A made-up scene: layered soft noise and a few flat shapes."""
    made = np.random.default_rng(seed)
    scene = np.zeros((height, width, 3))
    for side in (3, 5, 9, 17):
        patch = Image.fromarray(made.integers(0, 256, (side, side, 3), dtype=np.uint8))
        scene += np.asarray(patch.resize((width, height), Image.Resampling.BICUBIC)) / side
    scene = (scene / scene.max() * 255).astype(np.uint8)
    for _ in range(6):
        x, y = int(made.integers(0, width * 4 // 5)), int(made.integers(0, height * 4 // 5))
        scene[y : y + height // 6, x : x + width // 6] = made.integers(0, 256, 3)
    return Image.fromarray(scene)


def saved(picture: Image.Image, format_: str = "JPEG", **options: object) -> io.BytesIO:
    """The picture as a file in memory."""
    file = io.BytesIO()
    picture.save(file, format_, **options)
    return file


def clip(
    seed: int,
    *,
    seconds: int = 3,
    size: tuple[int, int] = (320, 240),
    container: str = "mp4",
    codec: str = "libx264",
    rate: int = 5,
    options: dict[str, str] | None = None,
    is_still: bool = False,
) -> io.BytesIO:
    """A pan over a wide landscape (or a long look at it), another one every second second."""
    file = io.BytesIO()
    with av.open(file, "w", format=container) as made:
        stream = made.add_stream(codec, rate=rate, options=options or {})
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = *size, "yuvj420p" if codec == "mjpeg" else "yuv420p"
        for number in range(seconds * rate):
            scene = landscape(seed * 1000 + number // (2 * rate), width=size[0] * 2, height=size[1])
            left = 0 if is_still else (number % (2 * rate)) * size[0] // (2 * rate)
            view = np.ascontiguousarray(np.asarray(scene)[:, left : left + size[0]])
            made.mux(stream.encode(av.VideoFrame.from_ndarray(view, format="rgb24")))
        made.mux(stream.encode())
    return file
