from __future__ import annotations

from typing import ClassVar

from varde.kernels.terms.errors import VardeError


class PictureNotDrawn(VardeError):
    """The picture could not be drawn; its numbers stand in the table beside it, and the station's log says more."""

    code: ClassVar[str] = "picture_not_drawn"
    status: ClassVar[int] = 503
