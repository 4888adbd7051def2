"""JPEG files read fast: their luma only, as block means, by an own reader of entropy-coded scans.

In:    a file's bytes
Out:   facts and PDQ grids of a whole, everyday file, whose fingerprint is within 8 bits of the exact one
Never: guesses. Whatever is not in plain order yields None, and the ordinary decoder reads the file
"""

from __future__ import annotations

from varde.kernels.media.jpeg.fast import examine_fast
from varde.kernels.media.jpeg.warm_up import warm_up

__all__ = ["examine_fast", "warm_up"]
