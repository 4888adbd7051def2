"""Near fingerprints in lists of 100,000 to 10 million, radius 31, beside threatexchange's PDQIndex, one thread each."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from rehearsal.measuring import hashes
from rehearsal.measuring.machine import free_bytes
from rehearsal.measuring.parties import Parties
from rehearsal.measuring.results import Aim, Row
from rehearsal.measuring.rounds import ROUNDS, in_turn, percentile
from rehearsal.measuring.workers import Worker
from varde.kernels.search import RADIUS_BITS

BATCH, SINGLES = 1000, 200  # queries of a round; each round has others
_PEER_BYTES_AN_ENTRY = 1100  # its strings, tuples and arrays while it builds
_OWN_BYTES_AN_ENTRY = 400
_MOST_COMPARED = 1_000_000  # entries with which each of 100,000 queries is compared: 10^11 pairs


@dataclass(frozen=True)
class Aims:
    """What is asked of a list of this size: how many times less time than the peer's, and bytes and milliseconds of ours."""

    batch: float | None = None
    single: float | None = None
    build: float | None = None
    entry_bytes: float | None = None
    p50_ms: float | None = None


SIZES: dict[int, Aims] = {
    100_000: Aims(),
    1_000_000: Aims(batch=40, single=30, build=30, entry_bytes=160),
    10_000_000: Aims(batch=70, build=15, p50_ms=0.1),
}


@dataclass
class Measured:
    """The rows, the time per query by size, and the figures that have no row."""

    rows: list[Row] = field(default_factory=list)
    growth: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def fits(count: int, *, with_peer: bool) -> bool:
    """Is there memory for both parties at once?"""
    return count * (_OWN_BYTES_AN_ENTRY + _PEER_BYTES_AN_ENTRY * with_peer) < 0.85 * free_bytes()


def measure(parties: Parties, counts: list[int], *, kept: Path, rounds: int = ROUNDS) -> Iterator[Measured]:
    """One size after the other, each told when it is done."""
    peer = parties.peer_with("faiss-cpu", "threatexchange")
    for count in counts:
        measured = Measured()
        if not fits(count, with_peer=peer is not None):
            measured.notes.append(f"{name(count)} entries were left out: too little free memory for both parties.")
        else:
            _size(parties.ours, peer, count, measured, kept=kept, rounds=rounds)
        yield measured


def name(count: int) -> str:
    """100 k, 1 M."""
    return f"{count // 1_000_000} M" if count >= 1_000_000 else f"{count // 1000} k"


def _size(ours: Worker, peer: Worker | None, count: int, into: Measured, *, kept: Path, rounds: int) -> None:
    words = hashes.kept(count, kept_in=kept)
    aims = SIZES.get(count, Aims())
    workers = {"ours": ours} | ({"peer": peer} if peer else {})
    built = {who: worker.ask("search_build", words=str(words)) for who, worker in workers.items()}
    again = [ours.ask("search_build", words=str(words))["seconds"] for _ in range(2)]
    built["ours"]["seconds"] = statistics.median([built["ours"]["seconds"], *again])
    with TemporaryDirectory(prefix="varde-bench-") as folder:
        files = _queries(words, Path(folder), rounds=rounds)
        batch = _batches(workers, files, rounds)
        singles: dict[str, list[float]] = {who: [] for who in workers}
        in_turn({who: lambda number, w=who: _single(workers[w], files[number], singles[w]) for who in workers}, rounds=rounds)  # type: ignore[misc]
    label = name(count)
    into.rows += [
        _row(f"search {label}, batch", "µs a query", batch, 1e6, aims.batch),
        _row(
            f"search {label}, single, p50", "µs", {who: percentile(taken, 50) for who, taken in singles.items()}, 1e6, aims.single
        ),
        _row(f"search {label}, single, p99", "µs", {who: percentile(taken, 99) for who, taken in singles.items()}, 1e6, None),
        _row(f"building {label}", "s", {who: one["seconds"] for who, one in built.items()}, 1, aims.build),
        _entry(label, count, built, aims.entry_bytes),
    ]
    if aims.p50_ms:
        into.rows.append(
            Row(f"search {label}, single, p50", percentile(singles["ours"], 50) * 1000, "ms", aim=Aim.AT_MOST, wanted=aims.p50_ms)
        )
    into.growth += [{"entries": count, "who": who, "microseconds": seconds * 1e6} for who, seconds in batch.items()]


def _row(what: str, unit: str, seconds: dict[str, float], scale: float, wanted: float | None) -> Row:
    theirs = seconds["peer"] * scale if "peer" in seconds else None
    return Row(what, seconds["ours"] * scale, unit, theirs, Aim.TIMES if wanted else Aim.NONE, wanted)


def _entry(label: str, count: int, built: dict[str, dict[str, Any]], wanted: float | None) -> Row:
    theirs = built["peer"]["bytes"] / count if "peer" in built else None
    note = f"resident {built['ours']['resident'] / count:.0f} bytes; the peer's with the strings that it keeps"
    return Row(
        f"memory {label}",
        built["ours"]["bytes"] / count,
        "bytes an entry",
        theirs,
        Aim.AT_MOST if wanted else Aim.NONE,
        wanted,
        note,
    )


def _queries(words: Path, folder: Path, *, rounds: int) -> list[Path]:
    """Half of each round's queries lie 0 to 31 bits from an entry, half are pictures that the list does not have."""
    values = np.memmap(words, np.uint64, mode="r").reshape(-1, 4)
    rng = np.random.default_rng(3)
    fresh = hashes.natural(rounds * BATCH // 2, seed=4)
    made = []
    for number in range(rounds):
        rows = rng.integers(0, len(values), BATCH // 2)
        near = hashes.planted(values, rows=rows, bits=np.arange(BATCH // 2) % (RADIUS_BITS + 1), seed=number)
        mixed = np.empty((BATCH, 4), np.uint64)
        mixed[0::2], mixed[1::2] = near, fresh[number * BATCH // 2 :][: BATCH // 2]
        made.append(folder / f"queries-{number}.bin")
        mixed.tofile(made[-1])
        mixed[:SINGLES].tofile(made[-1].with_suffix(".single"))
    return made


def _batches(workers: dict[str, Worker], files: list[Path], rounds: int) -> dict[str, float]:
    """Seconds a query. Both must find the same number for every query, or the figures compare nothing."""
    hits: dict[tuple[str, int], list[int]] = {}

    def one(who: str, number: int) -> float:
        answer = workers[who].ask("search_batch", queries=str(files[number]))
        hits[who, number] = answer["hits"]
        return float(answer["seconds"]) / BATCH

    taken = in_turn({who: lambda number, w=who: one(w, number) for who in workers}, rounds=rounds)  # type: ignore[misc]
    for number in range(rounds):
        if not all(hits["ours", number][0::2]) or len({tuple(hits[who, number]) for who in workers}) > 1:
            raise AssertionError(f"the parties found different neighbours in round {number}")
    return {who: timings.median for who, timings in taken.items()}


def _single(worker: Worker, queries: Path, into: list[float]) -> float:
    seconds: list[float] = worker.ask("search_single", queries=str(queries.with_suffix(".single")))["seconds"]
    into += seconds
    return statistics.median(seconds)


def exhaustive(ours: Worker, sizes: list[int], *, kept: Path) -> Iterator[Row]:
    """Recall by comparing every query with every entry: neighbours planted at every distance from 0 to 31."""
    count = max([size for size in sizes if size <= _MOST_COMPARED], default=min(sizes))
    queries = 100_000 if count == _MOST_COMPARED else 10_000
    seen = ours.ask("recall", words=str(hashes.kept(count, kept_in=kept)), queries=queries)
    note = (
        f"{seen['found']:,} of {seen['true']:,} neighbours that comparing with every entry finds; {seen['planted_found']:,} of "
        f"{seen['queries']:,} planted ones; {seen['wrong']} wrong; worst distance {min(seen['by_distance']):.4f}"
    )
    what = f"recall, {queries:,} queries planted at 0 to 31 bits, {name(count)}"
    yield Row(what, seen["recall"], "", aim=Aim.AT_LEAST, wanted=1, note=note)


def saved(ours: Worker, counts: list[int], *, kept: Path) -> Iterator[Row]:
    """The index as a file: written, opened, asked."""
    for count in counts:
        seen = ours.ask("saved", words=str(hashes.kept(count, kept_in=kept)))
        aim, wanted = (Aim.AT_MOST, 1.0) if count == max(SIZES) else (Aim.NONE, None)
        note = f"{seen['bytes'] / count:.0f} bytes an entry on disk, written in {seen['writing']:.1f} s"
        yield Row(
            f"opening a saved index of {name(count)}", statistics.median(seen["opening"]), "s", aim=aim, wanted=wanted, note=note
        )
        yield Row(f"saved index {name(count)}, single, p50, hits with list and id", percentile(seen["single"], 50) * 1e6, "µs")
