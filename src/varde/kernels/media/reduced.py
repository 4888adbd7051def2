"""PDQ's grid out of a picture that its decoder delivered reduced by whole squares of pixels.

Each reduced sample stands for the mean of a square. The weights that `grid` gives to the original pixels are summed over each
square, so the grid stays that of the original's geometry; hashing the small picture for itself is off by many bits.
A picture that EXIF data turns has a second grid, as shown: reversed and swapped are the weights, not the pixels.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from varde.kernels.media import grid
from varde.kernels.media.types import GRID_SIDE

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Turn:
    """How a picture is shown: its stored rows and columns reversed, then the two swapped."""

    reverses_rows: bool = False
    reverses_columns: bool = False
    swaps: bool = False


AS_STORED = Turn()
TURNS = {
    1: AS_STORED,
    2: Turn(reverses_columns=True),
    3: Turn(reverses_rows=True, reverses_columns=True),
    4: Turn(reverses_rows=True),
    5: Turn(swaps=True),
    6: Turn(reverses_rows=True, swaps=True),
    7: Turn(reverses_rows=True, reverses_columns=True, swaps=True),
    8: Turn(reverses_columns=True, swaps=True),
}
"""By EXIF's orientation."""


@dataclass(frozen=True)
class Reduced:
    """Luma as means over squares of `step` pixels, and the height and width in pixels that it stands for.

    `luma` is float32 in C order, 0 to 255; its last row and column may stand for less than a whole square.
    """

    luma: Floats
    step: int
    height: int
    width: int

    @property
    def samples(self) -> float:
        """How many there are along the shorter side."""
        return min(self.height, self.width) / self.step

    def roughness(self) -> float:
        """How much one sample differs from the next, in grey levels."""
        from varde.kernels.media import reduced_compiled as machine_code

        return float(machine_code.roughness(self.luma))


def grid_of(picture: Reduced, turn: Turn = AS_STORED) -> Floats:
    """The 64 by 64 grid."""
    from varde.kernels.media import reduced_compiled as machine_code

    result = np.empty((GRID_SIDE, GRID_SIDE), np.float32)
    down = _folded(picture.height, picture.step, is_reversed=turn.reverses_rows)
    across = _folded(picture.width, picture.step, is_reversed=turn.reverses_columns)
    machine_code.apply(picture.luma, *down, *across, result)
    return np.ascontiguousarray(result.T) if turn.swaps else result


def _folded(side: int, step: int, *, is_reversed: bool) -> tuple[NDArray[np.int64], Floats]:
    from varde.kernels.media import reduced_compiled as machine_code

    begins = np.empty(GRID_SIDE, np.int64)
    shares = np.zeros((GRID_SIDE, 2 * grid.window(side) // step + 3), np.float32)
    machine_code.fold(side, step, is_reversed, begins, shares)
    return begins, shares


def plainly(picture: Reduced, turn: Turn = AS_STORED) -> Floats:
    """What `grid_of` means: every pixel gets its square's mean, the picture is turned, the grid taken."""
    pixels = np.repeat(np.repeat(picture.luma, picture.step, axis=0), picture.step, axis=1)[: picture.height, : picture.width]
    turned = pixels[:: -1 if turn.reverses_rows else 1, :: -1 if turn.reverses_columns else 1]
    shown = turned.T if turn.swaps else turned
    height, width = shown.shape
    return grid.reduce_linearly(lambda a, b: shown[a:b].astype(np.float32), height=height, width=width)
