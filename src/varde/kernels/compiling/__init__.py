"""Machine code from plain Python, by numba: compiled once on a machine, kept, and loaded in a fraction of a second from then on.

    @compiled("void(uint64[::1], int64)")
    def kernel(values, count): ...

A module that holds such functions is named `…_compiled.py`; it costs an `import numba`, so it is imported inside the functions
that need it. Its functions state their signatures, so that nothing is ever compiled at a moment that does not expect it (in the
decoder's sandbox it could not be), and call compiled functions of their own module only: numba does not notice when another
module's have changed.

Never: compiles for several threads (the caller's threads do that; every function lets the interpreter go on).
"""

from __future__ import annotations

from varde.kernels.compiling.cache import is_warm, warm
from varde.kernels.compiling.machine_code import compiled

__all__ = ["compiled", "is_warm", "warm"]
