"""The parts of a station that are our own programs: key holder, web, worker. A child that dies is started anew."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.util import find_spec

from varde.kernels.terms import clock
from varde.station.tether import tether

LONGEST_PAUSE_SECONDS = 30.0
STEADY_AFTER_SECONDS = 60.0


@dataclass(slots=True)
class Part:
    """One child: how it is started, when it counts as ready, and when it may be started again."""

    name: str
    command: list[str]
    environment: dict[str, str]
    is_ready: Callable[[], bool] = lambda: True
    child: subprocess.Popen[bytes] | None = None
    deaths: int = field(default=0)
    started_at: float = field(default=0.0)

    def start(self) -> None:
        """Start it as a child in a group of its own, so that Ctrl-C reaches the supervisor alone."""
        self.started_at = clock.monotonic()
        self.child = subprocess.Popen(
            self.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            preexec_fn=tether(signal.SIGKILL),  # noqa: PLW1509  the supervisor has one thread
            process_group=0,
        )

    def is_alive(self) -> bool:
        """Whether the child runs."""
        return self.child is not None and self.child.poll() is None

    def note_death(self) -> None:
        """Count quick deaths only."""
        lived = clock.monotonic() - self.started_at
        self.deaths = 1 if lived > STEADY_AFTER_SECONDS else self.deaths + 1
        self.child = None

    def may_start(self) -> bool:
        """After a death the pause doubles, up to half a minute."""
        pause = min(LONGEST_PAUSE_SECONDS, 0.1 * 2 ** min(self.deaths, 10)) if self.deaths else 0.0
        return clock.monotonic() >= self.started_at + pause

    def ask_to_stop(self) -> None:
        """SIGTERM: finish what is under way."""
        if self.child and self.child.poll() is None:
            self.child.terminate()

    def see_it_stop(self, within_seconds: float) -> None:
        """Wait, then end it."""
        if self.child is None:
            return
        try:
            self.child.wait(within_seconds)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()


def ours(environment: dict[str, str], *, bind: str, port: int, key_socket: str, key_file: str) -> list[Part]:
    """In the order in which they are started."""
    web = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", bind, "--port", str(port), "--workers", "1",
        "--blocking-threads", "4", "--blocking-threads-idle-timeout", "600", "--runtime-mode", "st", "--http", "1", "--no-ws",
        "--backlog", "256", "--workers-kill-timeout", "5", "--log-level", "warning", "varde.station.wsgi:application",
    ]  # fmt: skip
    parts = [
        Part("web", web, environment, lambda: answers(bind, port)),
        Part("worker", [sys.executable, "-m", "varde.station", "worker"], environment),
    ]
    if find_spec("varde.keeps.vault") and find_spec("varde.keeps.vault.keyholder"):
        command = [sys.executable, "-m", "varde.keeps.vault.keyholder", "--socket", key_socket, "--key-file", key_file]
        parts.insert(0, Part("keyholder", command, environment, lambda: listens(key_socket)))
    return parts


def base_environment(extra: dict[str, str]) -> dict[str, str]:
    """Ours plus what the station says; small C heaps, since many threads would each keep their own."""
    return os.environ | {"MALLOC_ARENA_MAX": "2", "PYTHONUNBUFFERED": "1"} | extra


def answers(bind: str, port: int) -> bool:
    """Whether the web process answers."""
    connection = http.client.HTTPConnection(_near(bind), port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": "127.0.0.1"})
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    except http.client.HTTPException:
        return False
    finally:
        connection.close()


def listens(path: str) -> bool:
    """Whether somebody accepts on this UNIX socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        return probe.connect_ex(path) == 0


def _near(bind: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(bind, bind)  # noqa: S104  asked from this machine
