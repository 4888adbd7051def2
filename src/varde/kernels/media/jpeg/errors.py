"""Why the short way was left."""

from __future__ import annotations

from varde.kernels.terms.errors import VardeError


class UnusualJpeg(VardeError):
    """This JPEG file is not one that the fast reader knows; the ordinary decoder reads it."""

    code = "jpeg_unusual"
