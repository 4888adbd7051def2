"""Clips of every shape of coding: with and without B-frames, open and closed groups, odd frame rates, in several codecs."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import av
import numpy as np
from av.video.stream import VideoStream

from unit.kernels.made_media import landscape

SHAPES: dict[str, tuple[str, str, Fraction, dict[str, str]]] = {
    "defaults": ("mp4", "libx264", Fraction(12), {}),
    "short groups": ("mp4", "libx264", Fraction(12), {"g": "7", "keyint_min": "7"}),
    "open groups": ("matroska", "libx264", Fraction(12), {"g": "9", "x264-params": "open-gop=1:bframes=3:scenecut=0"}),
    "pyramid": ("mp4", "libx264", Fraction(12), {"g": "30", "x264-params": "bframes=7:b-pyramid=normal:ref=4:b-adapt=0"}),
    "no B-frames": ("mp4", "libx264", Fraction(30000, 1001), {"g": "30", "bf": "0"}),
    "start codes": ("avi", "libx264", Fraction(10), {"g": "8", "bf": "0"}),
    "intra refresh": ("mp4", "libx264", Fraction(12), {"x264-params": "intra-refresh=1:keyint=12"}),
    "slices": ("matroska", "libx264", Fraction(12), {"x264-params": "slices=4:keyint=10"}),
    "hevc": ("mp4", "libx265", Fraction(12), {"x265-params": "keyint=10:log-level=none:pools=none"}),
    "hevc, open groups": ("matroska", "libx265", Fraction(12), {"x265-params": "keyint=10:open-gop=1:log-level=none:pools=none"}),
    "hevc, layers": ("mp4", "libx265", Fraction(12), {"x265-params": "keyint=20:temporal-layers=3:log-level=none:pools=none"}),
    "vp9": ("webm", "libvpx-vp9", Fraction(12), {"g": "10", "deadline": "realtime", "cpu-used": "8"}),
    "mpeg4": ("mp4", "mpeg4", Fraction(12), {"g": "9", "bf": "2"}),
    "mpeg4 in avi": ("avi", "mpeg4", Fraction(12), {"g": "9"}),
    "av1": ("matroska", "libsvtav1", Fraction(12), {"preset": "12", "g": "10"}),
}
_MAKE = "import sys; from unit.kernels.media.made_clips import encoded; sys.stdout.buffer.write(encoded(sys.argv[1]))"


@lru_cache(maxsize=32)
def shaped(name: str) -> bytes:
    """The clip's bytes. AV1's encoder takes real-time priority for its whole process: it has one of its own."""
    if name != "av1":
        return encoded(name)
    tests = next(str(folder) for folder in Path(__file__).parents if folder.name == "tests")
    done = subprocess.run(
        [sys.executable, "-c", _MAKE, name], env=os.environ | {"PYTHONPATH": tests}, capture_output=True, check=True
    )
    return done.stdout


def encoded(name: str, *, seconds: int = 4, times: list[int] | None = None) -> bytes:
    """A pan with a moving square and a cut in the middle; `times` (in frames) makes an uneven rate."""
    container, codec, rate, options = SHAPES[name]
    file = io.BytesIO()
    count = len(times) if times else int(seconds * rate)
    with av.open(file, "w", format=container) as made:
        stream = made.add_stream(codec, rate=rate, options=options)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = 192, 128, "yuv420p"
        stream.time_base = stream.codec_context.time_base = 1 / rate
        scenes = [np.asarray(landscape(seed, width=192 + count, height=128)) for seed in (71, 72)]
        for number in range(count):
            view = scenes[2 * number // count][:, number : number + 192].copy()
            view[40:80, (5 * number) % 150 : (5 * number) % 150 + 40] = 240
            frame = av.VideoFrame.from_ndarray(view, format="rgb24")
            frame.pts, frame.time_base = times[number] if times else number, 1 / rate
            made.mux(stream.encode(frame))
        made.mux(stream.encode())
    return file.getvalue()
