"""`python -m varde.keeps.vault.keyholder --socket S --key-file K [--die-with-parent]`: serve until told to stop."""

from __future__ import annotations

import argparse
import ctypes
import os
import resource
import signal
import sys
from pathlib import Path

from varde.keeps.vault.keyholder.key_file import load_or_create
from varde.keeps.vault.keyholder.keys import Keys
from varde.keeps.vault.keyholder.server import Server
from varde.kernels.terms.errors import VardeError

PR_SET_PDEATHSIG, PR_SET_DUMPABLE = 1, 4


def main() -> int:
    """Hold the key; 0 after a stop, 1 when it could not start."""
    options = _options()
    if options.die_with_parent:
        _die_with(os.getppid())
    _keep_memory_private()
    try:
        server = Server(options.socket, Keys(load_or_create(options.key_file)))
    except (VardeError, OSError) as problem:
        sys.stderr.write(f"key holder: {problem}\n")
        return 1
    signal.signal(signal.SIGTERM, _stop)
    try:
        server.serve_forever(poll_interval=0.5)
    except KeyboardInterrupt:
        pass
    finally:
        options.socket.unlink(missing_ok=True)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="varde keyholder")
    parser.add_argument("--socket", type=Path, required=True)
    parser.add_argument("--key-file", type=Path, required=True)
    parser.add_argument("--die-with-parent", action="store_true")
    return parser.parse_args()


def _die_with(parent: int) -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:  # it went between our start and the call
        sys.exit(1)


def _keep_memory_private() -> None:
    """No core file, and no debugger of the same user."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def _stop(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
