"""Pictures and frames become files, in the size and quality that a copy asks for."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import numpy as np
from PIL import Image

from rehearsal.errors import MediaRefused
from rehearsal.media.scenes import PER_SECOND
from rehearsal.truth import Copy, PictureFormat

ENDING = {PictureFormat.JPEG: "jpg", PictureFormat.PNG: "png", PictureFormat.WEBP: "webp", PictureFormat.MP4: "mp4"}


def picture(image: Image.Image, copy: Copy, path: Path) -> None:
    """One picture as JPEG, PNG or WebP."""
    height = max(64, round(image.height * copy.width / image.width))
    shown = _cropped(image, copy, size=(copy.width, height))
    match copy.format:
        case PictureFormat.PNG:
            shown.save(path, "PNG")
        case PictureFormat.WEBP:
            shown.save(path, "WEBP", quality=copy.quality)
        case _:
            shown.save(path, "JPEG", quality=copy.quality)


def clip(frames: Iterable[Image.Image], copy: Copy, path: Path) -> None:
    """A clip as H.264 in MP4; one thread, so that the same frames give the same file."""
    import av

    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=Fraction(PER_SECOND), options=_options(copy))
        stream.width, stream.height, stream.pix_fmt = _even(copy.width), _even(copy.width * 9 / 16), "yuv420p"
        stream.codec_context.thread_count = 1
        count = 0
        for image in frames:
            shown = _cropped(image, copy, size=(stream.width, stream.height))
            frame = av.VideoFrame.from_ndarray(np.asarray(shown), format="rgb24")
            frame.pts, frame.time_base = count, Fraction(1, PER_SECOND)
            container.mux(stream.encode(frame))
            count += 1
        container.mux(stream.encode(None))
    if count == 0:
        raise MediaRefused(f"the clip for {copy.item} has no pictures in it")


def _options(copy: Copy) -> dict[str, str]:
    return {"crf": str(round(51 - 0.35 * copy.quality)), "preset": "veryfast", "threads": "1"}


def _even(length: float) -> int:
    return max(64, round(length / 2) * 2)


def _cropped(image: Image.Image, copy: Copy, *, size: tuple[int, int]) -> Image.Image:
    """The same percentage off every side, then the size asked for."""
    edge_x, edge_y = image.width * copy.crop_percent / 100, image.height * copy.crop_percent / 100
    box = (edge_x, edge_y, image.width - edge_x, image.height - edge_y)
    return image.resize(size, Image.Resampling.BICUBIC, box=box)
