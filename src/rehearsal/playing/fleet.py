"""Starting and stopping the stations of a rehearsal."""

from __future__ import annotations

import base64
import ctypes
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rehearsal.errors import StationFailed

READY_WITHIN_SECONDS = 120
STOP_WITHIN_SECONDS = 20
PDEATHSIG = 1
VARDE = [sys.executable, "-m", "varde.doors.cli"]


@dataclass(slots=True)
class PlayedStation:
    """One station of the rehearsal and the process that runs it."""

    name: str
    display_name: str
    role: str
    port: int
    data: Path
    log: Path
    process: subprocess.Popen[bytes] | None = None
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, environment: dict[str, str]) -> None:
        """Begin `varde up`, which ends when we do, however we end; see `wait_until_ready`."""
        (self.data / "run" / "ready.json").unlink(missing_ok=True)
        words = ["up", "--role", self.role, "--data", str(self.data), "--port", str(self.port), "--name", self.name]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*VARDE, *words],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=os.environ | environment,
                process_group=0,
                preexec_fn=_end_with_parent,  # noqa: PLW1509  one system call and nothing else
            )

    def is_ready(self) -> bool:
        """Whether every part of it answers."""
        return (self.data / "run" / "ready.json").exists()

    def wait_until_ready(self) -> None:
        """Until it answers, or say where its messages are."""
        until = time.monotonic() + READY_WITHIN_SECONDS
        while not self.is_ready():
            if self.process is None or self.process.poll() is not None or time.monotonic() > until:
                raise StationFailed(f"{self.name}; its messages: {self.log}")
            time.sleep(0.05)

    def cli(self, *words: str, said: str = "") -> str:
        """Run a `varde` command on this station and answer what it printed."""
        done = subprocess.run(
            [*VARDE, *words, "--data", str(self.data)], input=said, capture_output=True, text=True, check=False, env=os.environ
        )
        if done.returncode:
            raise StationFailed(f"{self.name}: varde {words[0]}: {done.stderr.strip()[-300:]}")
        return done.stdout

    def stop(self) -> None:
        """Ask it to end, wait, then end it."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def resident_bytes(self) -> int:
        """Memory of its whole family of processes, shared pages counted once each (Pss), where the kernel tells."""
        return sum(_pss(pid) for pid in family_of(self.process.pid)) if self.process else 0


def _base32() -> str:
    return base64.b32encode(secrets.token_bytes(20)).decode()


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody who logs in during the rehearsal; password and secret are made anew each time."""

    username: str
    display_name: str
    job: str
    district: str | None = None
    password: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    totp_secret: str = field(default_factory=_base32)


def _end_with_parent() -> None:
    """Linux tells a child when its parent is gone, also after kill -9 (prctl PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(PDEATHSIG, signal.SIGTERM)


def free_ports(first: int, count: int) -> list[int]:
    """The first `count` ports from `first` on that nobody listens on."""
    found: list[int] = []
    port = first
    while len(found) < count:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                found.append(port)
        port += 1
    return found


def enrol(station: PlayedStation, plan: dict[str, Any]) -> None:
    """Set one station up from a plan; the tokens made are kept with it."""
    station.tokens = json.loads(station.cli("enrol", said=json.dumps(plan)))["tokens"]


def family_of(root: int) -> list[int]:
    """A process and everything below it, the process itself first."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError, ValueError):
                continue
            children.setdefault(parent, []).append(int(entry.name))
    family, at = [root], 0
    while at < len(family):
        family += children.get(family[at], [])
        at += 1
    return family


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
