"""Drawn pictures of about 200 kB: soft colours that no two share, under grain that makes them as long as photographs are."""

from __future__ import annotations

import io
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image

SIZE = (1024, 768)
QUALITY = 78
_GRAINS = 8


def picture(number: int) -> bytes:
    """A JPEG of about 200 kB; the same number is the same picture, another one a picture that does not resemble it."""
    draw = np.random.default_rng(number)
    coarse = draw.integers(20, 236, (9, 12, 3), dtype=np.uint8)
    soft = np.asarray(Image.fromarray(coarse).resize(SIZE, Image.Resampling.BICUBIC), dtype=np.int16)
    grained = np.clip(soft + _grain(number % _GRAINS), 0, 255).astype(np.uint8)
    out = io.BytesIO()
    Image.fromarray(grained).save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def copy_of(jpeg: bytes, number: int) -> bytes:
    """The same picture in other bytes: a comment behind its first marker (ITU T.81, B.2.4.5)."""
    comment = f"copy {number}".encode()
    return jpeg[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + jpeg[2:]


@cache
def _grain(number: int) -> NDArray[np.int16]:
    width, height = SIZE
    return np.random.default_rng(900 + number).normal(0, 11.5, (height, width, 1)).astype(np.int16)
