"""`varde up`: one station as one family of processes. Whoever dies is started again; when this process ends, all end."""

from __future__ import annotations

import os
import select
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from varde.kernels.terms import clock
from varde.kernels.terms.errors import VardeError
from varde.kernels.terms.roles import StationRole
from varde.station import identity, keys, memory, parts
from varde.station.ground import LONGEST_SOCKET_FOLDER
from varde.station.layout import Layout
from varde.station.parts import Part
from varde.station.postgres import DiskFull
from varde.station.store import Store, store_for

LEAST_FREE_BYTES = 200 * 1024 * 1024
READY_WITHIN_SECONDS = 90.0
GIVE_UP_AFTER_DEATHS = 4  # while starting; a station that was ready once goes on trying
STOP_WITHIN_SECONDS = 8.0
STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class PortTaken(VardeError):
    """The port is taken by another program; give `--port` another number."""

    code: ClassVar[str] = "port_taken"


class AddressNotHere(VardeError):
    """This machine has no such address; give `--bind` an IP address of this machine."""

    code: ClassVar[str] = "address_not_here"


class NotReady(VardeError):
    """A part of the station did not become ready; its messages stand above."""

    code: ClassVar[str] = "not_ready"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What `varde up` was told."""

    role: StationRole
    data: Path
    port: int
    bind: str = "127.0.0.1"
    name: str = ""
    public_url: str = ""
    ready_file: Path | None = None

    @property
    def url(self) -> str:
        """The address that people and peers use."""
        host = f"[{self.bind}]" if ":" in self.bind else self.bind
        return self.public_url.rstrip("/") or f"http://{host}:{self.port}"

    def who(self) -> identity.Identity:
        """As written into the data directory."""
        return identity.Identity(self.role, self.name or self.role.value, self.url)


@dataclass(slots=True)
class Supervisor:
    """Starts the parts in order, watches them, stops them in the opposite order."""

    wanted: Wanted
    layout: Layout
    store: Store
    environment: dict[str, str]
    parts: list[Part]
    say: Callable[[str], None]
    stopping: bool = field(default=False)

    def run(self) -> None:
        """From nothing to ready, then until a signal comes."""
        wake_up = _signals_into_a_pipe(self._stop)
        try:
            self.store.open()
            self.store.migrate(self.environment)
            self._start_all()
            self._announce()
            while not self.stopping:
                select.select([wake_up], [], [], 0.3)
                if self._look_after():
                    self._tell()
        finally:
            self._stop_all()

    def _stop(self) -> None:
        self.stopping = True

    def _start_all(self) -> None:
        for part in self.parts:
            part.start()
        until = clock.monotonic() + READY_WITHIN_SECONDS
        waiting = list(self.parts)
        while waiting and not self.stopping:
            self._look_after()
            waiting = [part for part in waiting if not (part.is_alive() and part.is_ready())]
            if clock.monotonic() > until or any(part.deaths >= GIVE_UP_AFTER_DEATHS for part in waiting):
                raise NotReady(", ".join(part.name for part in waiting))
            select.select([], [], [], 0.05)

    def _look_after(self) -> bool:
        """Start again what died; with the database's server gone, everything. Answers whether anything was started."""
        if not self.store.is_running():
            self._restart_everything()
            return True
        started = False
        for part in self.parts:
            if part.child is not None and not part.is_alive():
                self.say(f"{part.name} ended and is started again")
                part.note_death()
            if part.child is None and not self.stopping and part.may_start():
                part.start()
                started = True
        return started

    def _restart_everything(self) -> None:
        self.say("the database ended; everything is started again")
        self._stop_parts()
        self.store.close()
        self.store.open()
        for part in self.parts:
            part.start()

    def _announce(self) -> None:
        if self.stopping:
            return
        mebibytes = self._tell() // 2**20
        self.say(f"ready: {self.wanted.who().name} ({self.wanted.role}) at {self.wanted.url}, {mebibytes} MiB resident")

    def _tell(self) -> int:
        """Write down where the station answers and its processes' ids; answers the bytes that they hold together."""
        resident = memory.total(memory.family(os.getpid()))
        facts: dict[str, object] = {
            "url": self.wanted.url,
            "pid": os.getpid(),
            "pids": {part.name: part.child.pid for part in self.parts if part.child},
        }
        identity.write(self.layout.ready, facts | {"resident_bytes": resident})
        if self.wanted.ready_file:
            identity.write(self.wanted.ready_file, facts)
        return resident

    def _stop_parts(self) -> None:
        for part in reversed(self.parts):
            part.ask_to_stop()
        until = clock.monotonic() + STOP_WITHIN_SECONDS
        for part in reversed(self.parts):
            part.see_it_stop(max(0.1, until - clock.monotonic()))

    def _stop_all(self) -> None:
        self.layout.ready.unlink(missing_ok=True)
        self._stop_parts()
        self.store.close()


def up(wanted: Wanted, *, say: Callable[[str], None]) -> None:
    """Run a station until it is told to stop."""
    os.umask(0o077)
    with ExitStack() as held:
        layout = identity.open_directory(wanted.data)
        held.enter_context(identity.lock(layout))
        layout.ready.unlink(missing_ok=True)  # left by a station that was killed
        identity.settle(layout, wanted.who())
        check_port(wanted)
        check_disk(wanted.data)
        keys.make_missing(layout)
        for folder in (layout.vault, layout.logs, layout.root / "tmp", layout.root / "run"):
            folder.mkdir(mode=0o700, exist_ok=True)
        environment = environment_of(wanted, layout)
        family = parts.ours(
            environment,
            bind=wanted.bind,
            port=wanted.port,
            key_socket=environment["VARDE_KEYHOLDER_SOCKET"],
            key_file=str(layout.station_key),
        )
        Supervisor(wanted, layout, store_for(layout), environment, family, say).run()


def environment_of(wanted: Wanted, layout: Layout) -> dict[str, str]:
    """What every part of the station is told. No secret: those are read from the data directory."""
    who = wanted.who()
    return parts.base_environment({
        "DJANGO_SETTINGS_MODULE": "varde.station.settings",
        "VARDE_ROLE": who.role.value,
        "VARDE_NAME": who.name,
        "VARDE_DATA": str(layout.root),
        "VARDE_PUBLIC_URL": who.public_url,
        "VARDE_KEYHOLDER_SOCKET": str(socket_of(layout)),
        "VARDE_TETHERED": "1",
    })  # fmt: skip


def socket_of(layout: Layout) -> Path:
    """The key holder's socket: in the data directory, or, when that path is too long for a socket, in a new private folder."""
    beside = layout.root / "run" / "keys.sock"
    return beside if len(str(beside)) < LONGEST_SOCKET_FOLDER else Path(tempfile.mkdtemp(prefix="varde-keys-")) / "keys.sock"


def check_port(wanted: Wanted) -> None:
    """Try the port before anything is started."""
    family = socket.AF_INET6 if ":" in wanted.bind else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((wanted.bind, wanted.port))
            probe.listen(1)
        except OSError as error:
            known = {98: PortTaken, 13: PortTaken}.get(error.errno or 0, AddressNotHere)
            raise known(f"{wanted.bind}:{wanted.port}") from error


def check_disk(root: Path) -> None:
    """Refuse to start on a disk that is about to be full."""
    if shutil.disk_usage(root).free < LEAST_FREE_BYTES:
        raise DiskFull(f"{root}, less than {LEAST_FREE_BYTES // 2**20} MiB free")


def _signals_into_a_pipe(stop: Callable[[], None]) -> int:
    """Signals only set a flag and wake the loop."""
    readable, writable = os.pipe()
    os.set_blocking(writable, False)
    os.set_blocking(readable, False)
    signal.set_wakeup_fd(writable)
    for number in STOPPING:
        signal.signal(number, lambda *_: stop())
    return readable


def say(line: str) -> None:
    """One line for whoever watches."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
