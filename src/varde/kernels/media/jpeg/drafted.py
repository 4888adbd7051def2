"""Luma as the library's decoder scales it while decoding: for sizes and kinds that are not read here."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageFile

from varde.kernels.media.jpeg.errors import UnusualJpeg
from varde.kernels.media.jpeg.segments import Segments
from varde.kernels.media.reduced import Reduced

_TROUBLE = (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, EOFError, Image.DecompressionBombError)
_STEPS = (8, 4, 2, 1)


def read(known: Segments, *, least: int) -> Reduced:
    """Luma reduced by 8, 4, 2 or 1, its shorter side not below `least` where the picture has as much. Whole files only."""
    short = min(known.width, known.height)
    step = next((step for step in _STEPS if short >= least * step), 1)
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        picture = Image.open(io.BytesIO(known.data), formats=["JPEG"])
        picture.draft("L", (known.width // step, known.height // step))
        picture.load()
    except _TROUBLE:
        raise UnusualJpeg from None
    if picture.mode != "L" or picture.size != (-(-known.width // step), -(-known.height // step)):
        raise UnusualJpeg
    return Reduced(np.asarray(picture).astype(np.float32), step, known.height, known.width)
