"""JPEG files of many kinds, drawn, and what the library says about them."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from unit.kernels.made_media import landscape, saved
from varde.kernels.media.jpeg import progressive, sequential
from varde.kernels.media.jpeg.errors import UnusualJpeg
from varde.kernels.media.jpeg.segments import Segments
from varde.kernels.media.reduced import Reduced

Pixels = NDArray[np.float64]

kinds: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "quality": st.sampled_from((30, 60, 75, 85, 95, 100)),
        "progressive": st.booleans(),
        "optimize": st.booleans(),
        "subsampling": st.sampled_from(("4:4:4", "4:2:2", "4:2:0")),
    },
    optional={"restart_marker_blocks": st.sampled_from((1, 3, 7)), "restart_marker_rows": st.just(1)},
)


def drawn(seed: int, *, width: int, height: int, mode: str = "RGB") -> Image.Image:
    """A landscape with some grain, away from black and white: every coefficient has something to say, and nothing is clamped."""
    wide = landscape(seed, width=max(width, 8), height=max(height, 8)).crop((0, 0, width, height))
    scene = np.asarray(wide, np.float64) * 0.6 + 50
    grain = np.random.default_rng(seed).normal(0, 8, scene.shape)
    return Image.fromarray((scene + grain).clip(0, 255).astype(np.uint8)).convert(mode)


def detailed(seed: int, *, width: int, height: int) -> Image.Image:
    """A landscape in which every cosine of a fingerprint has its part, as in most photographs."""
    patch = np.random.default_rng(seed).integers(0, 256, (40, 50, 3), dtype=np.uint8)
    detail = Image.fromarray(patch).resize((width, height), Image.Resampling.BICUBIC)
    return Image.blend(drawn(seed, width=width, height=height), detail, 0.4)


def jpeg(picture: Image.Image, **how: object) -> bytes:
    """The picture as a file's bytes."""
    return saved(picture, "JPEG", **how).getvalue()


def read(file: bytes, *, side: int) -> Reduced:
    """The luma's means over blocks (1) or their quarters (2), by our own reader."""
    known = Segments(file)
    scan = known.next_scan()
    if scan is None:
        raise UnusualJpeg
    found: Reduced = (progressive if known.is_progressive else sequential).read(
        known, scan, np.frombuffer(file, np.uint8), side=side
    )
    return found


def by_library(file: bytes, *, step: int = 1) -> Pixels:
    """The luma, by the library, scaled while decoding."""
    picture = Image.open(io.BytesIO(file))
    picture.draft("L", (picture.width // step, picture.height // step))
    return np.asarray(picture.convert("L"), np.float64)


def quarters(pixels: Pixels) -> Pixels:
    """What the reader means by the quarters of a block: the four lowest of its cosines, averaged over four by four pixels."""
    at = np.arange(8)
    basis = np.sqrt(np.where(at == 0, 1 / 8, 1 / 4))[:, None] * np.cos((2 * at[None, :] + 1) * at[:, None] * np.pi / 16)
    low = basis[:2]
    rows, columns = (side // 8 for side in pixels.shape)
    blocks = pixels[: rows * 8, : columns * 8].reshape(rows, 8, columns, 8).swapaxes(1, 2)
    smooth = low.T @ (low @ blocks @ low.T) @ low
    means: Pixels = smooth.reshape(rows, columns, 2, 4, 2, 4).mean((3, 5))
    return means.swapaxes(1, 2).reshape(rows * 2, columns * 2)
