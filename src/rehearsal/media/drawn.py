"""Islands seen from above, drawn from noise: as many different pictures as anyone wants, without any download."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]

_HEIGHTS = (0.0, 0.3, 0.46, 0.5, 0.62, 0.78, 1.0)
_COLOURS = ((12, 40, 92), (36, 104, 160), (120, 190, 200), (226, 206, 150), (96, 150, 70), (52, 92, 56), (238, 238, 240))


def islands(seed: int, *, width: int, height: int) -> Image.Image:
    """One picture; the same seed draws the same islands at any size."""
    ground = _noise(np.random.default_rng(seed), width=width, height=height)
    channels = [np.interp(ground, _HEIGHTS, [colour[channel] for colour in _COLOURS]) for channel in range(3)]
    shade = 1 + 3 * np.gradient(ground, axis=1) * width / 200
    lit = np.stack(channels, axis=-1) * np.clip(shade, 0.6, 1.3)[..., None]
    return Image.fromarray(np.clip(lit, 0, 255).astype(np.uint8), "RGB")


def _noise(rng: np.random.Generator, *, width: int, height: int) -> NDArray[np.float64]:
    """Hills of several sizes laid over each other, from 0 to 1."""
    total = np.zeros((height, width))
    for cells, weight in ((5, 1.0), (11, 0.9), (23, 0.4), (60, 0.15)):
        grid = (rng.random((cells, cells)) * 255).astype(np.uint8)
        layer = Image.fromarray(grid, "L").resize((width, height), Image.Resampling.BICUBIC)
        total += weight * np.asarray(layer, dtype=np.float64)
    low, high = np.percentile(total, (1, 99))
    scaled: NDArray[np.float64] = np.clip((total - low) / (high - low), 0, 1)
    return scaled
