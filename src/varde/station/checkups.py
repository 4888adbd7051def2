"""One function per thing that `varde doctor` looks at."""

from __future__ import annotations

import json
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path

from varde.kernels.terms import clock
from varde.kernels.terms.errors import VardeError
from varde.station import binaries, env, ground, identity, memory
from varde.station.layout import Layout

LEAST_FREE_BYTES = 2 * 1024**3
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LEAST_SANDBOX = 2


class State(StrEnum):
    """How a thing stands: as it should be; usable but not as it should be; something that is needed is missing."""

    OK = "ok"
    WEAK = "weak"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was seen, and what to do about it when something is to be done."""

    about: str
    state: State
    says: str
    do: str = ""


def python() -> Iterator[Finding]:
    """The interpreter."""
    yield Finding("python", State.OK, f"{sys.version.split()[0]}, {sys.executable}")


def postgres() -> Iterator[Finding]:
    """Which database server would be taken."""
    if env.text("DATABASE_URL"):
        yield Finding("postgresql", State.OK, "the one that DATABASE_URL names")
        return
    try:
        user = ground.database_user()
        found = binaries.every(**user.as_user)
    except VardeError as error:
        yield Finding("postgresql", State.MISSING, error.message)
        return
    if not found:
        yield Finding(
            "postgresql", State.MISSING, binaries.NoPostgres().message, "apt-get install postgresql, or set DATABASE_URL"
        )
    for number, programs in enumerate(found):
        used = f"; runs as {user.name or 'you'}" if number == 0 else "; not used"
        yield Finding("postgresql", State.OK, f"{programs}{used}")


def sandbox() -> Iterator[Finding]:
    """Which cage hostile pictures are decoded in, measured in a real child."""
    if not find_spec("varde.kernels.media"):
        yield Finding("sandbox", State.MISSING, "the decoder is not part of this installation", "install varde anew")
        return
    from varde.kernels.media.sandbox import MEANS, probe

    level = probe()
    if level >= LEAST_SANDBOX:
        yield Finding("sandbox", State.OK, f"level {int(level)} of 3: {MEANS[level]}")
        return
    todo = (
        "allow seccomp in this container, or take a Linux kernel from 5.13; until then files stay sealed, marked as not decoded"
    )
    yield Finding("sandbox", State.WEAK, f"level {int(level)} of 3: {MEANS[level]}", todo)


def browser() -> Iterator[Finding]:
    """For tests only."""
    configured = env.text("VARDE_CHROMIUM")
    found = next((path for name in (configured, *BROWSERS) if name and (path := shutil.which(name))), None)
    if found:
        yield Finding("chromium (tests only)", State.OK, found)
    else:
        yield Finding("chromium (tests only)", State.WEAK, "none found", "make test installs one, or: apt-get install chromium")


def clock_of_the_machine() -> Iterator[Finding]:
    """Letters between stations are refused when clocks differ by more than five minutes."""
    synced = Path("/run/systemd/timesync/synchronized")
    says = f"{clock.now():%Y-%m-%d %H:%M:%S} UTC"
    if Path("/run/systemd/system").exists() and not synced.exists():
        yield Finding(
            "time",
            State.WEAK,
            f"{says}; not known to be synchronised",
            "switch on time synchronisation: timedatectl set-ntp true",
        )
    else:
        yield Finding("time", State.OK, says)


def directory(layout: Layout) -> Iterator[Finding]:
    """Whose the data directory is."""
    if not layout.station.exists():
        yield Finding("data", State.MISSING, identity.NoStationHere(str(layout.root)).message)
        return
    who, mode = identity.read(layout), stat.S_IMODE(layout.root.stat().st_mode)
    if mode != 0o700 or layout.root.stat().st_uid != os.geteuid():
        yield Finding("data", State.MISSING, f"{layout.root} may be entered by others ({mode:o})", f"chmod 700 {layout.root}")
    else:
        yield Finding("data", State.OK, f"{layout.root} is {who.name}, a {who.role}, at {who.public_url}")


def disk(layout: Layout) -> Iterator[Finding]:
    """Room for evidence and for the database."""
    free = shutil.disk_usage(layout.root).free
    says = f"{free / 1024**3:.1f} GiB free below {layout.root}"
    if free < LEAST_FREE_BYTES:
        yield Finding("disk", State.MISSING, says, "free some space; a station needs at least 2 GiB")
    else:
        yield Finding("disk", State.OK, says)


def secrets(layout: Layout) -> Iterator[Finding]:
    """That the keys are there and nobody else can read them."""
    for path in (layout.station_key, layout.signing_key, layout.web_key):
        if not path.exists():
            yield Finding(
                "keys",
                State.MISSING,
                f"{path.name} is not there",
                "start the station once; if it had data, bring the key back first",
            )
        elif stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield Finding("keys", State.MISSING, f"{path} can be read by others", f"chmod 600 {path}")
    if all(path.exists() for path in (layout.station_key, layout.signing_key, layout.web_key)):
        yield Finding(
            "keys", State.OK, "station key, signing key and web key are there; keep a copy of the station key elsewhere"
        )


def database_folder(layout: Layout) -> Iterator[Finding]:
    """Where the database lies."""
    if layout.postgres.exists():
        yield Finding("database", State.OK, str(layout.postgres.resolve()))
    elif not env.text("DATABASE_URL"):
        yield Finding("database", State.WEAK, "not made yet", "start the station once")


def processes(layout: Layout) -> Iterator[Finding]:
    """Who runs, and how much memory each holds."""
    if not layout.ready.exists() or not identity.is_locked(layout):
        yield Finding("processes", State.WEAK, "the station is not running", "varde up")
        return
    family = memory.family(int(json.loads(layout.ready.read_text())["pid"]))
    for process in family:
        yield Finding("process", State.OK, f"{process.bytes / 2**20:7.1f} MiB  {process.pid:>7}  {process.name[:80]}")
    yield Finding("processes", State.OK, f"{memory.total(family) / 2**20:.0f} MiB resident together")
