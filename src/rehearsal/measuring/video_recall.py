"""How many altered copies of a known video the first pass over keyframes sees, and how many the full pass finds.

Sources are drawn pans and zooms with something moving in front; each copy is decoded pictures altered and encoded anew.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from rehearsal.measuring import clips
from rehearsal.measuring.clips import Clip
from rehearsal.measuring.files import Source
from varde.kernels.hashing import Fingerprint
from varde.kernels.hashing.fingerprinting import of_examined
from varde.kernels.media import Examined, How, MediaFormat, Sampling, Way, video
from varde.kernels.search import compare_videos
from varde.kernels.search.videos import FirstPass, first_pass

Pictures = list[NDArray[np.uint8]]
Frames = Sequence[Fingerprint]
_CLIP = Clip("for recall", 480, 270, 60, seconds=10)


@dataclass(frozen=True)
class Alteration:
    """One way in which copies differ: what is done to the pictures, and how they are encoded."""

    name: str
    alter: Callable[[Pictures], Pictures] = list
    crf: int = 28
    gop: int = 60
    per_second: int = clips.PER_SECOND


def _letter_boxed(pictures: Pictures) -> Pictures:
    return [np.pad(one, ((one.shape[0] // 8, one.shape[0] // 8), (0, 0), (0, 0))) for one in pictures]


def _resized(pictures: Pictures) -> Pictures:
    return [np.asarray(Image.fromarray(one).resize((320, 180), Image.Resampling.BICUBIC)) for one in pictures]


def _cropped(pictures: Pictures) -> Pictures:
    """Five in a hundred off each side."""
    return [one[one.shape[0] // 20 : -(one.shape[0] // 20), one.shape[1] // 20 : -(one.shape[1] // 20)] for one in pictures]


def _captioned(pictures: Pictures) -> Pictures:
    """White blocks where the letters of a line would be."""
    marked = [one.copy() for one in pictures]
    for one in marked:
        height, width = one.shape[:2]
        for letter in range(12):
            left = width // 5 + letter * width // 20
            one[height * 84 // 100 : height * 90 // 100, left : left + width // 30] = 255
    return marked


ALTERATIONS = (
    Alteration("as it is"),
    Alteration("re-encoded at low quality", crf=36),
    Alteration("re-encoded, keyframes up to 8 s apart", gop=240),
    Alteration("trimmed by 0.37 s", lambda pictures: pictures[round(0.37 * clips.PER_SECOND) :]),
    Alteration("resized to two thirds", _resized),
    Alteration("half the frame rate, same speed", lambda pictures: pictures[::2], per_second=clips.PER_SECOND // 2),
    Alteration("captioned", _captioned),
    Alteration("cropped by 5 % on each side", _cropped),
    Alteration("letter-boxed by an eighth", _letter_boxed),
)


def measure_recall(*, clips: int = 6, seed: int = 1) -> dict[str, Any]:
    """Shares of copies, in percent, for each alteration and each density of the list; and of strangers, not to be seen."""
    sources = [_pictures(seed * 1000 + number) for number in range(clips)]
    known = [_densities(_encoded(pictures, Alteration("known", crf=23))) for pictures in sources]
    rows = [row for alteration in ALTERATIONS for row in _rows(alteration, sources, known)]
    return {"clips": clips, "seed": seed, "seconds": _CLIP.seconds, "first_pass": rows}


def _pictures(seed: int) -> Pictures:
    """With a block that moves across the pan."""
    made = [np.array(image) for image in clips.frames(_CLIP, source=Source(), seed=seed)]
    for number, one in enumerate(made):
        left = (3 * number) % (_CLIP.width - 60)
        one[90:150, left : left + 60] = (seed * 37) % 256
    return made


def _encoded(pictures: Pictures, way: Alteration) -> bytes:
    file = io.BytesIO()
    height, width = pictures[0].shape[0] // 2 * 2, pictures[0].shape[1] // 2 * 2
    with av.open(file, "w", format="mp4") as container:
        options = {"preset": "veryfast", "crf": str(way.crf), "g": str(way.gop)}
        stream = container.add_stream("libx264", rate=Fraction(way.per_second), options=options)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.thread_count = 1
        for number, one in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(one[:height, :width]), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, way.per_second)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file.getvalue()


def _frames(data: bytes, sampling: Sampling) -> Frames:
    """In this process: the file is our own."""
    way = Way.FAST if sampling is Sampling.KEYFRAMES else Way.EXACT
    seen = video.examine(io.BytesIO(data), MediaFormat.MP4, How(way, sampling))
    return of_examined(seen).fingerprints if isinstance(seen, Examined) else ()


def _densities(data: bytes) -> dict[str, Frames]:
    return {"1 a second": _frames(data, Sampling.EACH_SECOND), "4 a second, pruned": _frames(data, Sampling.DENSE)}


def _rows(way: Alteration, sources: list[Pictures], known: list[dict[str, Frames]]) -> list[dict[str, Any]]:
    copies = [_encoded(way.alter(pictures), way) for pictures in sources]
    keyframes = [_frames(copy, Sampling.KEYFRAMES) for copy in copies]
    whole = [_frames(copy, Sampling.EACH_SECOND) for copy in copies]
    return [_row(way.name, density, [one[density] for one in known], keyframes, whole) for density in known[0]]


def _row(name: str, density: str, known: list[Frames], keyframes: list[Frames], whole: list[Frames]) -> dict[str, Any]:
    seen = [first_pass(few, held) is not FirstPass.NOTHING for few, held in zip(keyframes, known, strict=True)]
    strangers = [
        first_pass(few, held) is not FirstPass.NOTHING
        for number, few in enumerate(keyframes)
        for other, held in enumerate(known)
        if number != other
    ]
    near = [compare_videos(few, held).share_of_first for few, held in zip(keyframes, known, strict=True)]
    found = [compare_videos(every, held).is_match for every, held in zip(whole, known, strict=True)]
    return {
        "copy": name,
        "list": density,
        "fingerprints a second": round(sum(map(len, known)) / len(known) / _CLIP.seconds, 1),
        "first pass sees %": _percent(seen),
        "keyframes near %": _percent(near),
        "full pass finds %": _percent(found),
        "strangers seen %": _percent(strangers),
    }


def _percent(values: Sequence[float]) -> int | None:
    return round(100 * sum(values) / len(values)) if values else None
