"""Which sandbox level is really in force on this machine, measured in a real child."""

from __future__ import annotations

from varde.kernels.media.decoder import Decoder
from varde.kernels.media.types import SandboxLevel

MEANS = {
    SandboxLevel.NONE: "nothing is decoded",
    SandboxLevel.LIMITS: "limits on memory and time, not root",
    SandboxLevel.SYSCALLS: "limits and a system call filter: no files, no network, no processes",
    SandboxLevel.FULL: "limits, a system call filter and Landlock",
}


def probe() -> SandboxLevel:
    """Start a decoder, try in it what must fail, and say what that proves."""
    with Decoder.start() as decoder:
        return decoder.level


def level_in_force() -> SandboxLevel:
    """The same, under the name that `varde doctor` asks by."""
    return probe()
