"""A picture's pixels and grids. Runs only inside the confined worker."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import BinaryIO

import numpy as np
from PIL import Image, ImageFile

from varde.kernels.media import grid, jpeg, limits, png, webp
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
_BAND_PX = 256 * 1024
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
    """The first picture in RGB or grey, whether it could be read to its end, and its EXIF turn."""
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
        return _plain(picture), is_whole, _orientation(picture)
    return Undecodable(UndecodableReason.DAMAGED)


def _plain(picture: Image.Image) -> Image.Image:
    """As the reference reads it: alpha dropped, palette and CMYK resolved by the library; 16-bit grey by its high byte."""
    if picture.mode.startswith("I;16"):
        return Image.fromarray((np.asarray(picture) >> 8).astype(np.uint8))
    return picture if picture.mode in {"RGB", "L"} else picture.convert("RGB")


def examine(file: BinaryIO, found: MediaFormat, how: How = EXACTLY) -> Examined | Undecodable:
    """Facts and grids: as stored, and as shown when EXIF turns the picture."""
    own = _OWN.get(found)
    return (own(file, how) if own else None) or _by_library(file, found, how)


def _by_library(file: BinaryIO, found: MediaFormat, how: How) -> Examined | Undecodable:
    loaded = _load(file, found)
    if isinstance(loaded, Undecodable):
        return loaded
    picture, is_whole, orientation = loaded
    grids = [_grid(picture, how.way)]
    if orientation != 1:
        grids.append(_grid(picture.transpose(_UPRIGHT_BY[orientation]), how.way))
    return _examined(found, picture.size, grids, how, is_whole=is_whole)


def _grid(picture: Image.Image, way: Way) -> grid.Floats:
    """In bands that stay in the processor's cache: a whole second copy of the pixels would cost as much as the sums."""
    rows = _rows(way, height=picture.height, width=picture.width)
    step = max(_BAND_PX // picture.width // 16, 1) * 16
    for top in range(0, picture.height, step):
        rows.take(np.asarray(picture.crop((0, top, picture.width, min(top + step, picture.height)))))
    return rows.grid()


def _rows(way: Way, *, height: int, width: int) -> grid.Boxes | grid.Tents:
    return (grid.Boxes if way is Way.EXACT else grid.Tents)(height=height, width=width)


def _examined(
    found: MediaFormat, size: tuple[int, int], grids: list[grid.Floats], how: How, *, is_whole: bool = True
) -> Examined:
    frames = tuple(Frame(None, np.ascontiguousarray(one, "<f4").tobytes()) for one in grids)
    return Examined(MediaKind.PICTURE, found, *size, None, is_whole, frames, how)


def _jpeg(file: BinaryIO, how: How) -> Examined | None:
    """The fast way of a whole, everyday file whose fingerprint it cannot change by much."""
    if how.way is not Way.FAST:
        return None
    file.seek(0)
    return jpeg.examine_fast(file.read(), how)


def _png(file: BinaryIO, how: How) -> Examined | None:
    """Both ways: its rows are the library's rows. None of a file with anything unusual in it."""
    file.seek(0)
    try:
        told = png.header(file)
        rows = _rows(how.way, height=told.height, width=told.width)
        for band in png.bands(file, told):
            rows.take(band)
    except png.Unusual:
        return None
    return _examined(MediaFormat.PNG, (told.width, told.height), [rows.grid()], how)


def _webp(file: BinaryIO, how: How) -> Examined | None:
    """The fast way of a plain lossy file."""
    plane = webp.luma(file) if how.way is Way.FAST else None
    if plane is None:
        return None
    stretched = ((grid.of_luma(plane) - 16) * np.float32(255 / 219)).clip(0, 255)
    return _examined(MediaFormat.WEBP, (plane.shape[1], plane.shape[0]), [stretched], how)


_OWN: dict[MediaFormat, Callable[[BinaryIO, How], Examined | None]] = {
    MediaFormat.JPEG: _jpeg,
    MediaFormat.PNG: _png,
    MediaFormat.WEBP: _webp,
}


def pixels(file: BinaryIO, found: MediaFormat, *, max_px: int) -> Pixels | Undecodable:
    """Upright RGB whose longer side is at most `max_px`."""
    loaded = _load(file, found, draft_px=max_px)
    if isinstance(loaded, Undecodable):
        return loaded
    picture, _, orientation = loaded
    picture.thumbnail((max_px, max_px), Image.Resampling.BOX)
    upright = picture.transpose(_UPRIGHT_BY[orientation]) if orientation != 1 else picture
    return Pixels(upright.width, upright.height, upright.convert("RGB").tobytes())
