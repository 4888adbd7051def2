"""`python -m varde.station PART`: the parts of a station that the supervisor starts, and the supervisor itself.

`varde up` is the door for people; it hands over to `python -m varde.station up`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module

PARTS = {
    "up": ("varde.station.starting", "main"),
    "doctor": ("varde.station.doctor", "main"),
    "migrate": ("varde.station.migrating", "main"),
    "forget": ("varde.station.forgetting", "main"),
    "worker": ("varde.station.worker", "main"),
}


def main() -> int:
    """Run the part that is asked for; a refusal is one sentence."""
    from varde.kernels.terms.errors import VardeError

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "varde.station.settings")
    module, function = PARTS[sys.argv[1]]
    run: Callable[[], int | None] = getattr(import_module(module), function)
    try:
        return run() or 0
    except VardeError as error:
        sys.stderr.write(f"varde: {error.message}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
