"""Lantern as a real station: `varde up` with its own database, two reporters, nothing mocked."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from reporting_over_http import Reporter
from station_family import Ground, Station
from varde.station import memory

PASSWORDS = {"harbour": "harbour: made up", "gull": "gull: made up"}
VARDE = "from varde.doors.cli.main import main; main()"


def enter(station: Station, name: str) -> Reporter:
    """`varde peer add`, as whoever runs the clearinghouse types it."""
    words = ["peer", "add", name, "--data", str(station.ground.data), "--role", "platform"]
    words += ["--ispws-user", name, "--ispws-password-stdin"]
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "VARDE_", "DJANGO_", "DATABASE_"))}
    command = [sys.executable, "-c", VARDE, *words]
    subprocess.run(command, input=PASSWORDS[name] + "\n", text=True, env=plain, check=True, stdout=subprocess.DEVNULL)
    return Reporter(f"http://127.0.0.1:{station.port}/ispws", name, PASSWORDS[name])


def web(station: Station) -> list[int]:
    """The processes that answer HTTP."""
    assert station.child is not None
    return [process.pid for process in memory.family(station.child.pid) if "granian" in process.name]


@contextmanager
def lantern_station(**environment: str) -> Iterator[Station]:
    ground = Ground()
    station = Station(ground, role="clearinghouse", name="lantern", environment=environment)
    try:
        yield station.start()
    finally:
        station.end()
        ground.clear()
