"""Real stations for tests: started as `varde up` starts them, watched by polling, ended by the ids of their own processes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from varde.station import memory

PATIENCE_SECONDS = 90.0


def until(what: Callable[[], object], *, within: float = PATIENCE_SECONDS) -> None:
    """Poll until it is so."""
    end = time.monotonic() + within
    while not what():
        assert time.monotonic() < end, f"not within {within} s: {what}"
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_alive(pid: int) -> bool:
    """Zombies do not count."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@dataclass
class Ground:
    """A place that the database's user can reach as well, when tests run as root."""

    root: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="varde-test-station-")))

    def __post_init__(self) -> None:
        self.root.chmod(0o711)

    @property
    def data(self) -> Path:
        return self.root / "data"

    def clear(self) -> None:
        shutil.rmtree(self.root, ignore_errors=True)


@dataclass
class Station:
    """One `varde up` as a child of the test."""

    ground: Ground
    role: str = "platform"
    name: str = "harbour"
    port: int = field(default_factory=free_port)
    environment: dict[str, str] = field(default_factory=dict)
    child: subprocess.Popen[str] | None = None

    def begin(self) -> subprocess.Popen[str]:
        """Start it and look at nothing yet."""
        words = ["--role", self.role, "--data", str(self.ground.data), "--port", str(self.port), "--name", self.name]
        plain = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "VARDE_", "DJANGO_", "DATABASE_"))}
        extra = {"VARDE_POSTGRES_DIR": str(self.ground.root / "db")} | self.environment
        command = [sys.executable, "-m", "varde.station", "up", *words]
        self.child = subprocess.Popen(command, env=plain | extra, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        return self.child

    def start(self) -> Station:
        """Start it and wait until everything answers."""
        child = self.begin()
        until(lambda: self.ready_file.exists() or child.poll() is not None)
        assert child.poll() is None, self.said()
        return self

    @property
    def ready_file(self) -> Path:
        return self.ground.data / "run" / "ready.json"

    @property
    def pids(self) -> dict[str, int]:
        found: dict[str, int] = json.loads(self.ready_file.read_text())["pids"]
        return found

    @property
    def family(self) -> list[int]:
        assert self.child is not None
        return [process.pid for process in memory.family(self.child.pid)]

    def said(self) -> str:
        """What it printed, once it has ended."""
        assert self.child is not None
        out, _ = self.child.communicate(timeout=PATIENCE_SECONDS)
        return out

    def end(self) -> None:
        """End what is left of it, by its own process ids."""
        if self.child is None or self.child.poll() is not None:
            return
        self.child.send_signal(signal.SIGTERM)
        try:
            self.child.wait(30)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()
