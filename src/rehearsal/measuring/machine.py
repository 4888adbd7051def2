"""What the figures were measured on."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import Any

_QUIET = 1.5  # of the load average: an own run before this one counts as quiet


def machine() -> dict[str, Any]:
    """The processor, the memory and how busy the machine is before we begin."""
    load = os.getloadavg()[0]
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(_memory("MemTotal") / 2**30),
        "python": platform.python_version(),
        "linux": platform.release(),
        "load": load,
        "is_loaded": load > _QUIET,
    }


def free_bytes() -> int:
    """Memory that could be used now."""
    return _memory("MemAvailable")


def _memory(name: str) -> int:
    for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1]) * 1024
    return 0


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
