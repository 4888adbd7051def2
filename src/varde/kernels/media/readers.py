"""Pillow's readers, each kept to one thread: none may start behind the walls. Imported before anything is decoded there."""

from __future__ import annotations

from importlib.util import find_spec

from PIL import AvifImagePlugin, Image

from varde.kernels.media.types import MediaFormat

AvifImagePlugin.DEFAULT_MAX_THREADS = 1


def has_heic() -> bool:
    """Is the heic extra installed? Asked without loading it."""
    return find_spec("pillow_heif") is not None


def load_heic() -> None:
    """Let Pillow read HEIC, under our own name for it, which the allow-list of formats asks for."""
    import pillow_heif

    pillow_heif.register_heif_opener(thumbnails=False, decode_threads=1)
    Image.register_open(MediaFormat.HEIC.value.upper(), *Image.OPEN["HEIF"])


if has_heic():
    load_heic()
