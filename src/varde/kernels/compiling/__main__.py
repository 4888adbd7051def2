"""`python -m varde.kernels.compiling`: compile every kernel once, as the installation does."""

from __future__ import annotations

import sys

from varde.kernels.compiling import is_warm, warm

if __name__ == "__main__":
    if not is_warm():
        sys.stderr.write("varde: compiling the kernels for this machine (once, about half a minute)\n")
    warm()
