"""What a person sees of a rehearsal: progress, the table of figures, addresses and log-ins."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from rich.console import Console as Screen
from rich.live import Live
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from rehearsal.announced import announced
from rehearsal.compare import differences
from rehearsal.media import CREDITS, NotFetched, fetch, make_media
from rehearsal.playing.chain import Chain, chain_for, set_up
from rehearsal.playing.people import STEP_SECONDS, code
from rehearsal.playing.replay import Replay
from rehearsal.put_in import put_in
from rehearsal.truth import Truth

PHOTOGRAPHS = Path(".media")


@dataclass(slots=True)
class Demo:
    """One rehearsal from nothing to the result, and the consoles left open when asked."""

    truth: Truth
    folder: Path
    own_media: Path | None
    first_port: int
    keep: bool = False  # leave the stations' data where they are

    def play(self, *, stay: bool, written: Callable[[dict[str, Any]], None]) -> dict[str, Any] | None:
        """Answers the result; Ctrl-C at any moment stops everything cleanly."""
        screen = Screen(stderr=not stay)
        for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(ending, _as_interrupt)
        chain: Chain | None = None
        result: dict[str, Any] | None = None
        try:
            with _progress(screen) as progress:
                say = _sayer(progress)
                media = self._media(say)
                chain = chain_for(self.truth, self.folder, first_port=self.first_port)
                say(f"starting {len(chain.stations)} stations: {', '.join(station.display_name for station in chain.stations)}")
                chain.start()
                say("making the stations known to each other")
                set_up(chain, self.truth, known=next(iter(media.values()), None))
                began = time.monotonic()
                replay = Replay(self.truth, chain, media, say)
                counted = replay.run()
                seconds = time.monotonic() - began
                say(f"outcomes that travelled back to the platforms: {replay.outcomes_at_platforms()}")
                say("done")
            result = self._result(counted, seconds=seconds, chain=chain, unreconciled=replay.unreconciled)
            written(result)
            _show(screen, result)
            if stay:
                _leave_open(screen, chain)
        except KeyboardInterrupt:
            screen.print("stopping")
        finally:
            if chain is not None:
                chain.stop()
                if not self.keep:
                    chain.forget()
        return result

    def _media(self, say: Callable[[str], None]) -> dict[str, Path]:
        photographs: Path | None = None
        if self.own_media is None and not os.environ.get("VARDE_DRAWN_MEDIA"):
            say("fetching openly licensed photographs without people")
            found = fetch(PHOTOGRAPHS)
            photographs = None if isinstance(found, NotFetched) else found
            say(f"drawn landscapes instead: {found.reason}" if isinstance(found, NotFetched) else f"photographs: {len(CREDITS)}")
        say("making the copies that travel")
        return make_media(self.truth, self.folder / "media", source=self.own_media, photographs=photographs)

    def _result(
        self, counted: dict[str, Any], *, seconds: float, chain: Chain, unreconciled: list[dict[str, Any]]
    ) -> dict[str, Any]:
        header, put = self.truth.header, put_in(self.truth)
        figures = {key: counted.get(key) for key in put}
        return {
            "operation": header.operation,
            "scale": header.scale,
            "seed": header.seed,
            "seconds": round(seconds, 1),
            "put_in": put,
            "counted": figures,
            "differences": [*differences(put, figures), *unreconciled],
            "resident_mib": {station.name: station.resident_bytes() // 2**20 for station in chain.stations},
        }


def _progress(screen: Screen) -> Progress:
    return Progress(
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=24), TimeElapsedColumn(), console=screen
    )


def _sayer(progress: Progress) -> Callable[[str], None]:
    """Each sentence is a line with its own clock; the one before is done."""
    running: list[Any] = []

    def say(sentence: str) -> None:
        if running:
            progress.update(running[-1], total=1, completed=1)
        if sentence != "done":
            running.append(progress.add_task(sentence, total=None))

    return say


def _as_interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _show(screen: Screen, result: dict[str, Any]) -> None:
    table = Table(title=f"{result['operation']}: what was put in, and what the agency counted", title_justify="left")
    table.add_column("figure")
    table.add_column("put in", justify="right")
    table.add_column("counted", justify="right")
    table.add_column("announced, at full size")
    for key, ours in result["put_in"].items():
        for name, left, right in _rows(key, ours, result["counted"][key]):
            told = announced(result["operation"], name)
            table.add_row(name, str(left), str(right), told, style=None if left == right else "bold red")
    screen.print(table)
    for difference in result["differences"]:
        screen.print(f"difference in {difference['key']}: {difference['explanation']}", style="bold red")
    verdict = "nothing lost, nothing doubled" if not result["differences"] else f"{len(result['differences'])} differences"
    memory = sum(result["resident_mib"].values())
    screen.print(f"{verdict}; {result['seconds']} s; all stations together {memory} MiB resident")


def _rows(key: str, ours: Any, theirs: Any) -> list[tuple[str, Any, Any]]:  # noqa: ANN401  the figures are JSON
    if isinstance(ours, dict):
        other = theirs if isinstance(theirs, dict) else {}
        names = [*ours, *(name for name in other if name not in ours)]
        return [(f"{key} {name}", ours.get(name, 0), other.get(name, 0)) for name in names]
    if key == "acts_per_suspect":
        return [(f"{key} (most, suspects)", ours[-1:], (theirs or [])[-1:]), (f"{key} (kinds)", len(ours), len(theirs or []))]
    if key == "waves":
        return [(key, _waves(ours), _waves(theirs or []))]
    return [(key, ours, theirs)]


def _waves(waves: list[dict[str, int]]) -> str:
    return ", ".join(f"{wave['wave']}: {wave['suspects']}" for wave in waves)


def _leave_open(screen: Screen, chain: Chain) -> None:
    screen.print("\nThe consoles are open until Ctrl-C. Log in with name, password and the code of this half minute:\n")
    if not sys.stdout.isatty():
        print(_log_ins(chain, with_secrets=True), flush=True)
        while True:
            signal.pause()
    with Live(_log_ins(chain), console=screen, refresh_per_second=1) as live:
        while True:
            time.sleep(1)
            live.update(_log_ins(chain))


def _log_ins(chain: Chain, *, with_secrets: bool = False) -> str:
    """A block for each station that fits 80 columns; with secrets where nothing is shown live (an authenticator needs them)."""
    lines: list[str] = []
    for station in chain.stations:
        lines.append(f"{station.display_name}  {station.url}")
        for person in chain.people.get(station.name, []):
            key = f"secret {person.totp_secret}" if with_secrets else f"code {code(person.totp_secret)}"
            lines.append(f"  {person.username:<8} {person.password:<17} {key}  {person.job} {person.district or ''}".rstrip())
    left = STEP_SECONDS - int(time.time()) % STEP_SECONDS  # noqa: TID251  a code generator's clock
    return "\n".join(lines if with_secrets else [*lines, f"new codes in {left} s"])
