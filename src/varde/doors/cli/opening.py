"""Open the station of a data directory from the command line: who it is, and its database."""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import click

from varde.kernels.terms.errors import VardeError
from varde.kernels.terms.roles import StationRole

SETTINGS = "varde.station.settings"


class NoStation(VardeError):
    """No station was ever started on this data directory; start one with `varde up`, or name another with --data."""

    code: ClassVar[str] = "no_station"


class NotRunning(VardeError):
    """The station of this data directory is not running; start it with `varde up` and try again."""

    code: ClassVar[str] = "not_running"


@dataclass(frozen=True, slots=True)
class Opened:
    """Who the station is."""

    role: StationRole
    name: str
    public_url: str


def with_data(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--data DIR`, open that station, and hand it over as the first argument."""

    @click.option(
        "--data",
        required=True,
        envvar="VARDE_DATA",
        type=click.Path(file_okay=False, path_type=Path),
        help="The station's data directory.",
    )
    @functools.wraps(function)
    def opened(data: Path, **options: Any) -> Any:  # noqa: ANN401  whatever the command takes and gives
        return function(open_station(data.absolute()), **options)

    return opened


def open_station(data: Path) -> Opened:
    """Point Django at the station that runs on `data`."""
    who = identity_of(data)
    if "DATABASE_URL" not in os.environ and not (data / "run" / "database.json").exists():
        raise NotRunning(str(data))
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "VARDE_DATA": str(data),
        "VARDE_ROLE": who.role.value,
        "VARDE_NAME": who.name,
        "VARDE_PUBLIC_URL": who.public_url,
        "VARDE_LOG_LEVEL": os.environ.get("VARDE_LOG_LEVEL", "WARNING"),
    }
    import django

    django.setup()
    return who


def identity_of(data: Path) -> Opened:
    """What `varde up` wrote down about the station."""
    try:
        found = json.loads((data / "station.json").read_text())
    except FileNotFoundError:
        raise NoStation(str(data)) from None
    return Opened(StationRole(found["role"]), found["name"], found["public_url"])
