"""A picture's pixels and grids. Runs only inside the confined worker."""

from __future__ import annotations

import warnings
from typing import BinaryIO

import numpy as np
from PIL import Image, ImageFile

from varde.kernels.media import grid, limits
from varde.kernels.media.types import (
    EXACTLY,
    Examined,
    Frame,
    How,
    MediaFormat,
    MediaKind,
    Pixels,
    Undecodable,
    UndecodableReason,
    Way,
)

_NAMES = {kind: kind.value.upper() for kind in MediaFormat if kind.kind is MediaKind.PICTURE}
_ORIENTATION = 0x0112
_UPRIGHT_BY = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

Image.MAX_IMAGE_PIXELS = limits.MAX_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


def _open(file: BinaryIO, found: MediaFormat) -> Image.Image | Undecodable:
    file.seek(0)
    try:
        picture = Image.open(file, formats=[_NAMES[found]])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return Undecodable(UndecodableReason.TOO_MANY_PIXELS)
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, EOFError):
        return Undecodable(UndecodableReason.DAMAGED)
    if picture.width * picture.height > limits.MAX_PIXELS:
        return Undecodable(UndecodableReason.TOO_MANY_PIXELS)
    return picture


def _orientation(picture: Image.Image) -> int:
    """The EXIF turn, 1 when there is none or when it cannot be read."""
    try:
        value = picture.getexif().get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001  a broken EXIF block must not cost the picture
        return 1
    return value if isinstance(value, int) and value in _UPRIGHT_BY else 1


def _load(file: BinaryIO, found: MediaFormat, *, draft_px: int = 0) -> tuple[Image.Image, bool, int] | Undecodable:
    """The first picture in RGB, whether it could be read to its end, and its EXIF turn."""
    for is_whole in (True, False):
        ImageFile.LOAD_TRUNCATED_IMAGES = not is_whole
        picture = _open(file, found)
        if isinstance(picture, Undecodable):
            return picture
        if draft_px:
            picture.draft("RGB", (draft_px, draft_px))
        try:
            picture.load()
        except (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, EOFError, Image.DecompressionBombError):
            continue
        return _rgb(picture), is_whole, _orientation(picture)
    return Undecodable(UndecodableReason.DAMAGED)


def _rgb(picture: Image.Image) -> Image.Image:
    """As the reference reads it: alpha dropped, palette and CMYK resolved by the library; 16-bit grey by its high byte."""
    if picture.mode.startswith("I;16"):
        return Image.fromarray((np.asarray(picture) >> 8).astype(np.uint8)).convert("RGB")
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def examine(file: BinaryIO, found: MediaFormat, how: How = EXACTLY) -> Examined | Undecodable:
    """Facts and grids: as stored, and as shown when EXIF turns the picture."""
    loaded = _load(file, found)
    if isinstance(loaded, Undecodable):
        return loaded
    picture, is_whole, orientation = loaded
    width, height = picture.size
    frames = [Frame(None, _grid(picture, how.way))]
    if orientation != 1:
        frames.append(Frame(None, _grid(picture.transpose(_UPRIGHT_BY[orientation]), how.way)))
    return Examined(MediaKind.PICTURE, found, width, height, None, is_whole, tuple(frames), how)


def _grid(picture: Image.Image, way: Way) -> bytes:
    reduced = (grid.exactly if way is Way.EXACT else grid.linearly)(np.asarray(picture))
    return np.ascontiguousarray(reduced, "<f4").tobytes()


def pixels(file: BinaryIO, found: MediaFormat, *, max_px: int) -> Pixels | Undecodable:
    """Upright RGB whose longer side is at most `max_px`."""
    loaded = _load(file, found, draft_px=max_px)
    if isinstance(loaded, Undecodable):
        return loaded
    picture, _, orientation = loaded
    picture.thumbnail((max_px, max_px), Image.Resampling.BOX)
    upright = picture.transpose(_UPRIGHT_BY[orientation]) if orientation != 1 else picture
    return Pixels(upright.width, upright.height, upright.tobytes())
