"""Reads tiny files in every way of this folder: tables that most cameras share stay spread, machine code stays bound.

The decoder's processes are forked from one that has done so; each would do it anew for every file otherwise.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
from PIL import Image

from varde.kernels.media import reduced
from varde.kernels.media.jpeg import drafted, progressive, sequential
from varde.kernels.media.jpeg.segments import Segments
from varde.kernels.media.jpeg.settled import are_settled

_SIDES = (1, 2)
_SIZE = (96, 80)


def warm_up() -> None:
    """After this, reading a file prepares nothing that another could have used."""
    for file in _files():
        for side in _SIDES:
            known = Segments(file)
            scan = known.next_scan()
            assert scan is not None
            reader = progressive if known.is_progressive else sequential
            picture = reader.read(known, scan, np.frombuffer(file, np.uint8), side=side)
            are_settled([reduced.grid_of(picture)], picture, known.quantiser(1))
        drafted.read(known, least=_SIZE[1])


def _files() -> Iterator[bytes]:
    ramp = np.add.outer(np.arange(_SIZE[1]), np.arange(_SIZE[0])).astype(np.uint8)
    for mode in ("L", "RGB"):
        for is_progressive in (False, True):
            file = io.BytesIO()
            Image.fromarray(ramp).convert(mode).save(file, "JPEG", progressive=is_progressive)
            yield file.getvalue()
