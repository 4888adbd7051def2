from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from varde.stages.filing.types import Platform


@dataclass(slots=True)
class _InForce:
    platform: Platform
    hold: timedelta


_in_force = _InForce(Platform("platform", "reports@platform.example"), timedelta(minutes=30))


def configure(*, platform: Platform, hold: timedelta) -> None:
    """Hand down who files, and how long a reported account's tip waits for share records; called by apps.py."""
    _in_force.platform, _in_force.hold = platform, hold


def platform() -> Platform:
    """Who files."""
    return _in_force.platform


def hold() -> timedelta:
    """How long a reported account's tip waits for share records."""
    return _in_force.hold
