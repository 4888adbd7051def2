"""The measurement: a rate that is kept for minutes, then as many as the station takes."""

from __future__ import annotations

import os
import random
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rehearsal.measuring.results import Aim, Row
from rehearsal.measuring.rounds import percentile
from rehearsal.measuring.wire.pictures import copy_of, picture
from rehearsal.measuring.wire.reporter import ENDPOINTS, Reporter, Seen
from rehearsal.measuring.wire.station import ALL_PARTS, USER, clearinghouse, cpu_seconds, used_between
from rehearsal.playing.fleet import PlayedStation
from rehearsal.playing.machines import Machine

FILES = 3
KNOWN_GROUPS = 100  # the known pictures go round in groups of three
FRESH_PERCENT = 50  # of 2023's files about half were distinct by bytes, a third to the eye (OJJDP 2023)
DRAINED_WITHIN_SECONDS = 1800.0
Say = Callable[[str], None]


@dataclass(frozen=True)
class Asked:
    """What to measure: a rate in reports a second kept for some seconds, and connections that wait for nobody."""

    rate: float = 10.0
    seconds: float = 300.0
    reporters: int = 8
    full_seconds: float = 60.0
    kept: Path = Path(".media/bench")


@dataclass(frozen=True)
class Run:
    """One stretch: what the reporters saw, how long it took, what waited at its end and how long that took; the processor."""

    seen: Seen
    seconds: float
    waiting: int
    drained_seconds: float
    used: dict[str, float]
    client_seconds: float
    resident_mib: int

    @property
    def reports(self) -> int:
        """Whole cycles."""
        return len(self.seen.cycles)


class Pictures:
    """Three pictures for each report: half of the reports bring new ones, the others copies of known ones in new bytes."""

    def __init__(self, folder: Path, reports: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._dice = folder, random.Random(7)
        self._fresh = iter(range(KNOWN_GROUPS * FILES, 1 << 40))
        self._known = [[self._made(group * FILES + place) for place in range(FILES)] for group in range(KNOWN_GROUPS)]
        for number in range(KNOWN_GROUPS * FILES, KNOWN_GROUPS * FILES + reports * FILES * FRESH_PERCENT // 100 + 60):
            self._made(number)

    def _made(self, number: int) -> bytes:
        file = self._folder / f"{number}.jpg"
        if not file.exists():
            file.write_bytes(picture(number))
        return file.read_bytes()

    def of_report(self, number: int) -> list[bytes]:
        """In other bytes each time."""
        if self._dice.randrange(100) < FRESH_PERCENT:
            return [self._made(next(self._fresh)) for _ in range(FILES)]
        return [copy_of(known, number) for known in self._known[number % KNOWN_GROUPS]]


def measure(asked: Asked, *, say: Say) -> tuple[list[Row], dict[str, list[dict[str, object]]]]:
    """Rows and the profile."""
    say("drawing pictures …")
    pictures = Pictures(asked.kept / "wire", int(asked.rate * asked.seconds))
    with clearinghouse() as (station, password, machine):
        _run(station, password, machine, pictures, asked, rate=2.0, seconds=5.0, first=0)  # warm: pools, plans, caches
        kept = _run(station, password, machine, pictures, asked, rate=asked.rate, seconds=asked.seconds, first=1_000_000)
        say(f"{kept.reports} reports in {kept.seconds:.1f} s, {kept.waiting} waited at the end")
        full = None
        if asked.full_seconds:
            full = _run(station, password, machine, pictures, asked, rate=None, seconds=asked.full_seconds, first=2_000_000)
    profile = [_profiled("at the kept rate", kept), *([_profiled("as many as it takes", full)] if full else [])]
    latencies = [_latencies(name, kept.seen) for name in ENDPOINTS]
    return [*_rows(asked, kept), *(_full_rows(full) if full else [])], {
        "Milliseconds of a request at the kept rate": latencies,
        "Milliseconds of processor a report": profile,
    }


def _run(
    station: PlayedStation,
    password: str,
    machine: Machine,
    pictures: Pictures,
    asked: Asked,
    *,
    rate: float | None,
    seconds: float,
    first: int,
) -> Run:
    reporters = [Reporter(station.port, USER, password) for _ in range(asked.reporters)]
    work = _numbers(pictures, first=first, rate=rate, seconds=seconds)
    lock, failures = threading.Lock(), list[BaseException]()

    def go(reporter: Reporter) -> None:
        try:
            while (next_one := _next(work, lock)) is not None:
                number, due, files = next_one
                reporter.seen.late.append(max(0.0, _wait_for(due)))
                reporter.file(number, files)
        except BaseException as error:  # noqa: BLE001  told below
            failures.append(error)

    before, own_before, began = cpu_seconds(station), time.process_time(), time.perf_counter()
    threads = [threading.Thread(target=go, args=(reporter,)) for reporter in reporters]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken, own = time.perf_counter() - began, time.process_time() - own_before
    if failures:
        raise failures[0]
    waiting = int(machine.pending()["handovers"])
    resident = station.resident_bytes() >> 20
    drained = _drain(machine)
    used = used_between(before, cpu_seconds(station))
    return Run(_together(reporters), taken, waiting, drained, used, own, resident)


def _numbers(pictures: Pictures, *, first: int, rate: float | None, seconds: float) -> Iterator[tuple[int, float, list[bytes]]]:
    """Reports with the moment at which each is due: evenly spaced; without a rate as soon as somebody is free."""
    start = time.perf_counter()
    for place in range(1 << 40):
        due = start + place / rate if rate else time.perf_counter()
        if due - start >= seconds:
            return
        yield first + place, due, pictures.of_report(first + place)


def _next(work: Iterator[tuple[int, float, list[bytes]]], lock: threading.Lock) -> tuple[int, float, list[bytes]] | None:
    with lock:
        return next(work, None)


def _wait_for(due: float) -> float:
    late = time.perf_counter() - due
    if late < 0:
        time.sleep(-late)
    return late


def _drain(machine: Machine) -> float:
    began = time.perf_counter()
    while machine.pending()["handovers"] and time.perf_counter() - began < DRAINED_WITHIN_SECONDS:
        time.sleep(0.25)
    return time.perf_counter() - began


def _together(reporters: list[Reporter]) -> Seen:
    whole = Seen()
    for reporter in reporters:
        for name in ENDPOINTS:
            whole.seconds[name] += reporter.seen.seconds[name]
        whole.cycles += reporter.seen.cycles
        whole.late += reporter.seen.late
    return whole


def _rows(asked: Asked, run: Run) -> list[Row]:
    every = [one for name in ENDPOINTS for one in run.seen.seconds[name]]
    through = run.reports / (run.seconds + run.drained_seconds)
    late = f"a report began {percentile(run.seen.late, 95) * 1000:.0f} ms late at p95"
    return [
        Row("reports a second, taken", run.reports / run.seconds, "1/s", aim=Aim.AT_LEAST, wanted=_whole(asked.rate), note=late),
        Row("a request, p95", percentile(every, 95) * 1000, "ms", aim=Aim.AT_MOST, wanted=500),
        Row("a request, median", statistics.median(every) * 1000, "ms"),
        Row("a whole cycle of eight requests, p95", percentile(run.seen.cycles, 95) * 1000, "ms"),
        Row("still to be decoded and joined at the end", run.waiting, "reports", note=f"done {run.drained_seconds:.1f} s later"),
        Row("reports a second, taken, decoded and joined", through, "1/s"),
        Row("the station's memory", run.resident_mib, "MiB"),
    ]


def _whole(rate: float) -> float:
    """An even pace of 10 a second gives 9.99 and so on over a finite time."""
    return rate * 0.99


def _full_rows(run: Run) -> list[Row]:
    every = [one for name in ENDPOINTS for one in run.seen.seconds[name]]
    return [
        Row("as many as it takes: reports a second, taken", run.reports / run.seconds, "1/s"),
        Row("as many as it takes: a request, p95", percentile(every, 95) * 1000, "ms"),
        Row("as many as it takes: taken, decoded and joined", run.reports / (run.seconds + run.drained_seconds), "1/s"),
    ]


def _latencies(name: str, seen: Seen) -> dict[str, object]:
    took = seen.seconds[name]
    shown: dict[str, float] = {
        "median": statistics.median(took),
        "p95": percentile(took, 95),
        "p99": percentile(took, 99),
        "worst": max(took),
    }
    rounded: dict[str, object] = {key: round(value * 1000, 1) for key, value in shown.items()}
    return {"request": name, "count": len(took), **rounded}


def _profiled(name: str, run: Run) -> dict[str, object]:
    each = {part: round(run.used.get(part, 0.0) * 1000 / run.reports, 1) for part in ALL_PARTS}
    whole = sum(run.used.values()) + run.client_seconds
    busy = round(100 * whole / ((run.seconds + run.drained_seconds) * (os.cpu_count() or 1)))
    return {"stretch": name, **each, "reporters": round(run.client_seconds * 1000 / run.reports, 1), "busy_percent": busy}
