from __future__ import annotations

import io

from PIL import Image, ImageFilter

from varde.keeps.vault import decoders
from varde.keeps.vault.acts.open_for import opened
from varde.keeps.vault.errors import NothingToShow
from varde.keeps.vault.types import Purpose
from varde.kernels.media import Pixels, Undecodable
from varde.kernels.terms.actors import Actor
from varde.kernels.terms.ids import ObjectId

BLUR_SHARE = 24  # the blur's radius is this part of the longer side


def preview(object_id: ObjectId, *, by: Actor, purpose: Purpose, blurred: bool = True, max_px: int = 640) -> bytes:
    """A PNG made anew from pixels (of a video, its first good frame), grey and blurred or in the clear.

    Call it outside any transaction, like `open_for`.
    """
    with opened(object_id, purpose=purpose, by=by, facts={"shown": "blurred" if blurred else "clear"}) as file:
        pixels = decoders.shared().pixels(file, max_px)
    if isinstance(pixels, Undecodable):
        raise NothingToShow(pixels.reason)
    return _png(pixels, blurred=blurred)


def _png(pixels: Pixels, *, blurred: bool) -> bytes:
    picture = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.rgb)
    if blurred:
        radius = max(2, max(picture.size) / BLUR_SHARE)
        picture = picture.convert("L").filter(ImageFilter.GaussianBlur(radius))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
