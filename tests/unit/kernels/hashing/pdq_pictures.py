"""Pictures out of whole-number arithmetic alone: the same bytes on every machine, in every version of every library."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

VECTORS = "pdq_vectors.json"


def drawn(seed: int, *, width: int, height: int) -> NDArray[np.uint8]:
    """Overlapping waves, ramps and blocks, as height by width by RGB."""
    y, x = np.mgrid[0:height, 0:width].astype(np.int64)
    x, y = x * 640 // width, y * 480 // height
    planes = []
    for channel in range(3):
        a, b, c, d = ((seed * 7919 + channel * 104729) // step % 251 + 3 for step in (1, 251, 17, 97))
        wave = abs((x * a + y * b) // 37 % 510 - 255)
        hill = (x - 2 * a) ** 2 // (40 + b) + (y - 2 * c) ** 2 // (40 + d)
        block = ((x // (20 + c)) * 37 + (y // (20 + d)) * 91) % 256
        planes.append((2 * wave + 3 * abs(hill % 510 - 255) + 4 * block) // 9)
    return np.stack(planes, axis=2).astype(np.uint8)
