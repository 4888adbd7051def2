"""The one way in which this house compiles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from varde.kernels.compiling import cache

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(*signatures: object, inline: bool = False) -> Callable[[Function], Function]:
    """Compile for exactly these signatures (numba's spelling), when the module is imported or out of what was kept.

    The code lets other threads run, divides as numpy does, checks no bounds (the author does, and says how) and may not
    reorder sums of floats. `inline` asks for it to be laid into its callers.
    """
    is_kept = cache.prepare()
    import numba

    return cast(
        "Callable[[Function], Function]",
        numba.njit(
            list(signatures) or None,
            cache=is_kept,
            nogil=True,
            boundscheck=False,
            error_model="numpy",
            fastmath=False,
            inline="always" if inline else "never",
        ),
    )
