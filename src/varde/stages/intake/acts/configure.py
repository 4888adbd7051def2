from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Limits:
    """What intake keeps to: the largest file, and how long an upload may wait for its report."""

    file_bytes: int = 2 * 1024**3
    unclaimed_for: timedelta = timedelta(hours=24)


_in_force = [Limits()]


def configure(limits: Limits) -> None:
    """Hand the station's limits down; called once, by apps.py."""
    _in_force[:] = [limits]


def limits() -> Limits:
    """The limits in force."""
    return _in_force[0]
