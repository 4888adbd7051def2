"""kill -9 at random moments of a replay: any process of any station, its supervisor too."""

from __future__ import annotations

import os
import random
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from rehearsal.playing.chain import Chain
from rehearsal.playing.fleet import PlayedStation, family_of

SUPERVISOR = "supervisor"


@dataclass(slots=True)
class Killer:
    """Kills `times` processes, one after each pause of 1 to `longest_pause_seconds`; a dead supervisor is started again."""

    chain: Chain
    times: int
    seed: int
    say: Callable[[str], None]
    longest_pause_seconds: float = 6
    killed: list[str] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, in a thread of its own."""
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """No more kills; wait until a station that is being started again is ready."""
        self._over.set()
        if self._thread:
            self._thread.join()

    def _run(self) -> None:
        chance = random.Random(self.seed)
        while len(self.killed) < self.times and not self._over.wait(chance.uniform(1, self.longest_pause_seconds)):
            self._kill_one(chance)
        self._over.wait()  # a station started again from this thread would end with it

    def _kill_one(self, chance: random.Random) -> None:
        station = chance.choice(self.chain.stations)
        victims = _processes(station)
        if not victims:
            return
        name = chance.choice(sorted(victims))
        try:
            os.kill(victims[name], signal.SIGKILL)
        except ProcessLookupError:
            return  # it ended by itself in this moment: no kill of ours
        self.killed.append(f"{station.name}/{name}")
        self.say(f"kill -9: {station.name}/{name} ({len(self.killed)} of {self.times})")
        if name == SUPERVISOR:
            self._start_again(station)

    def _start_again(self, station: PlayedStation) -> None:
        if station.process:
            station.process.wait()
        station.start(self.chain.environment)
        station.wait_until_ready()


def _processes(station: PlayedStation) -> dict[str, int]:
    """Every process of the station by name: supervisor, database server and its backends, key holder, web, worker, decoder."""
    if station.process is None or station.process.poll() is not None or not station.is_ready():
        return {}
    supervisor, *others = family_of(station.process.pid)
    return {SUPERVISOR: supervisor} | {f"{_called(pid)}-{pid}": pid for pid in others if _called(pid)}


def _called(pid: int) -> str:
    """What runs in a process, from its command line: the module after `-m`, else the program; "" when it is gone."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return ""
    module = words[words.index("-m") + 1] if "-m" in words[:-1] else words[0]
    return module.rpartition("/")[2].split(" ")[0].rstrip(":")
