"""A clearinghouse for the measurement, and what its processes used."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from rehearsal.playing.fleet import PlayedStation, enrol, family_of, free_ports
from rehearsal.playing.machines import Machine

USER = "harbour"
TICKS = os.sysconf("SC_CLK_TCK")
PARTS = (
    ("varde.station.wsgi", "web"),
    ("varde.station worker", "worker"),
    ("keyholder", "keyholder"),
    ("postgres", "postgres"),
    ("varde.kernels.media", "decoder"),
)
ALL_PARTS = (*(name for _, name in PARTS), "supervisor", "other")


@contextmanager
def clearinghouse() -> Iterator[tuple[PlayedStation, str, Machine]]:
    """A station of its own with one reporter: the station, the reporter's password, a machine that reads what is pending."""
    with tempfile.TemporaryDirectory(prefix="varde-wire-", ignore_cleanup_errors=True) as folder:
        [port] = free_ports(8640, 1)
        data = Path(folder) / "lantern"
        station = PlayedStation("lantern", "Lantern", "clearinghouse", port, data, Path(folder) / "lantern.log")
        password = secrets.token_urlsafe(24)
        station.start({})
        try:
            station.wait_until_ready()
            reporter = {"name": USER, "role": "platform", "ispws_user": USER, "ispws_password": password}
            enrol(station, {"peers": [reporter], "tokens": [{"name": "bench", "rights": ["read_counts"]}]})
            machine = Machine(station.url, station.tokens["bench"])
            yield station, password, machine
            machine.close()
        finally:
            station.stop()
            _forget(station)


def _forget(station: PlayedStation) -> None:
    subprocess.run([sys.executable, "-m", "varde.station", "forget", str(station.data)], check=False, stdout=subprocess.DEVNULL)


def cpu_seconds(station: PlayedStation) -> dict[str, float]:
    """Processor time of the station's processes so far, by part; what ended counts with its parent."""
    used: dict[str, float] = {}
    assert station.process is not None
    family = family_of(station.process.pid)
    for pid in family:
        with suppress(OSError, IndexError, ValueError):  # it ended meanwhile
            words = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            part = next((name for sign, name in PARTS if sign in words), "supervisor" if pid == family[0] else "other")
            used[part] = used.get(part, 0.0) + sum(int(fields[place]) for place in (11, 12, 13, 14)) / TICKS
    return used


def used_between(before: Mapping[str, float], after: Mapping[str, float]) -> dict[str, float]:
    """The difference, most first."""
    spent = {part: after[part] - before.get(part, 0.0) for part in after}
    return dict(sorted(spent.items(), key=lambda item: -item[1]))
