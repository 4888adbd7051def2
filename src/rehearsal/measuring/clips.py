"""Clips to measure with: slow pans and zooms over drawn landscapes, a new one every five seconds, as H.264 in MP4."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from rehearsal.measuring.files import Source
from rehearsal.measuring.pictures import Kind

MADE = 1  # change it when the clips would look different
PER_SECOND = 30
_SHOT_SECONDS = 5


@dataclass(frozen=True)
class Clip:
    """What a clip is to be: keyframes at most `gop` frames apart (and where the encoder sees a cut)."""

    name: str
    width: int
    height: int
    gop: int
    grain: float = 0  # each frame's own noise in grey levels, as a small sensor has it
    seconds: int = 20


CLIPS = (
    Clip("720p, GOP 250", 1280, 720, 250),
    Clip("720p, GOP 60", 1280, 720, 60),
    Clip("1080p, GOP 250", 1920, 1080, 250),
    Clip("1080p like a phone's, GOP 30", 1920, 1080, 30, grain=4),
)


def made(clip: Clip, *, source: Source, kept: Path, seed: int = 1) -> Path:
    """The clip's file, made once. Encoded in a process of its own, since encoders set up threads and priorities for theirs."""
    path = kept / f"clip-{MADE}-{source.mark}-{clip.width}x{clip.height}-{clip.gop}-{clip.grain:g}-{clip.seconds}s-{seed}.mp4"
    if not path.exists():
        kept.mkdir(parents=True, exist_ok=True)
        process = multiprocessing.get_context("spawn").Process(target=_encode, args=(clip, source, seed, path))
        process.start()
        process.join()
        if process.exitcode:
            raise RuntimeError(f"the clip {clip.name} could not be encoded")
    return path


def frames(clip: Clip, *, source: Source, seed: int) -> Iterator[Image.Image]:
    """Every frame, in order."""
    for shot in range(0, clip.seconds, _SHOT_SECONDS):
        wide = source.picture(Kind.LANDSCAPE, 100 * seed + shot, width=clip.width * 5 // 4, height=clip.height * 5 // 4)
        rng = np.random.default_rng([seed, shot])
        start, stop = (_window(rng, wide) for _ in range(2))
        count = min(_SHOT_SECONDS, clip.seconds - shot) * PER_SECOND
        for number in range(count):
            part = number / count
            left, top, right, bottom = (float(a + (b - a) * part) for a, b in zip(start, stop, strict=True))
            yield wide.resize((clip.width, clip.height), Image.Resampling.BILINEAR, box=(left, top, right, bottom))


def _window(rng: np.random.Generator, wide: Image.Image) -> tuple[float, float, float, float]:
    """A part of the picture with the clip's shape, 70 to 100 % of its size."""
    size = rng.uniform(0.7, 1.0)
    width, height = wide.width * size, wide.height * size
    x, y = rng.uniform(0, wide.width - width), rng.uniform(0, wide.height - height)
    return x, y, x + width, y + height


def _grained(pixels: NDArray[np.uint8], grain: float, number: int) -> NDArray[np.uint8]:
    """The same noise would be copied from frame to frame by the encoder; so each has its own cut of one field."""
    if not grain:
        return pixels
    height, width = pixels.shape[:2]
    down, across = np.random.default_rng(number).integers(0, 64, 2)
    field = _field(height + 64, width + 64)[down:, across:][:height, :width, None]
    noisy: NDArray[np.uint8] = np.clip(pixels + np.rint(grain * field).astype(np.int16), 0, 255).astype(np.uint8)
    return noisy


@lru_cache(maxsize=1)
def _field(height: int, width: int) -> NDArray[np.float32]:
    return np.random.default_rng(7).standard_normal((height, width), dtype=np.float32)


def _encode(clip: Clip, source: Source, seed: int, path: Path) -> None:
    import av

    half = path.with_suffix(".half")
    options = {"preset": "veryfast" if clip.height > 720 else "fast", "crf": "23", "g": str(clip.gop)}
    with av.open(str(half), "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=Fraction(PER_SECOND), options=options)
        stream.width, stream.height, stream.pix_fmt = clip.width, clip.height, "yuv420p"
        for number, image in enumerate(frames(clip, source=source, seed=seed)):
            frame = av.VideoFrame.from_ndarray(_grained(np.asarray(image), clip.grain, number), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, PER_SECOND)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    half.replace(path)
