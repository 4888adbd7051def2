"""Pictures: from bytes in memory to a fingerprint, on one core, beside threatexchange."""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rehearsal.measuring import files
from rehearsal.measuring.files import Size, Source
from rehearsal.measuring.parties import Parties
from rehearsal.measuring.results import Aim, Row
from rehearsal.measuring.rounds import ROUNDS, in_turn
from rehearsal.measuring.workers import Worker
from varde.kernels.search import bits_apart
from varde.kernels.terms import clock

TWELVE, FOUR, ONE = files.SIZES
_CASES: tuple[tuple[Size, str, str, float], ...] = (
    (TWELVE, "jpg", "JPEG 12 MP", 18),
    (FOUR, "jpg", "JPEG 4 MP", 10),
    (ONE, "jpg", "JPEG 1 MP", 6),
    (TWELVE, "progressive.jpg", "progressive JPEG 12 MP", 25),
    (FOUR, "progressive.jpg", "progressive JPEG 4 MP", 20),
    (ONE, "progressive.jpg", "progressive JPEG 1 MP", 10),
    (FOUR, "png", "PNG 4 MP", 3),
    (FOUR, "webp", "WebP 4 MP", 3.5),
)
_ROUND_SECONDS = 0.3  # a party's turn is at least about so long
_SANDBOX_FILES = 48
_COMMAND_FILES = 600
_STEPS = ((0, 0), (1, 1), (2, 2), (3, 4), (5, 8), (9, 10), (11, 16), (17, 31), (32, 256))


@dataclass(frozen=True)
class Given:
    """What to measure with. `quick` is for a look, not for the record."""

    source: Source
    kept: Path
    quick: bool = False


def rows(parties: Parties, given: Given) -> Iterator[Row]:
    """The lines of the table, each as soon as it is measured."""
    for size, ending, what, wanted in _CASES:
        paths = files.of_size(size, ending, count=1 if given.quick else 3, source=given.source, kept=given.kept)
        yield _against_peer(parties, paths, what, wanted)
        if ending in {"png", "webp"}:
            yield _share(parties.ours, paths, what)
    yield from _sandbox(parties.ours, given)


def _against_peer(parties: Parties, paths: list[Path], what: str, wanted: float) -> Row:
    peer = parties.peer_with("pdqhash", "threatexchange")
    workers = {"ours": parties.ours} | ({"peer": peer} if peer else {})
    repeats = {name: _repeats(worker, paths[0]) for name, worker in workers.items()}
    taken = in_turn(
        {name: lambda _, w=worker, n=name: _mean(w, paths, repeats[n]) for name, worker in workers.items()},  # type: ignore[misc]
        rounds=ROUNDS,
    )
    note = f"{paths[0].stat().st_size / 1e6:.2f} MB"
    if peer:
        apart = [
            bits_apart(*(bytes.fromhex(worker.ask("picture", file=str(path), repeat=0)["value"]) for worker in workers.values()))
            for path in paths
        ]
        note += f", {min(apart)} to {max(apart)} bits apart"
    theirs = taken["peer"].median * 1000 if peer else None
    return Row(what, taken["ours"].median * 1000, "ms", theirs, Aim.TIMES, wanted, note)


def _repeats(worker: Worker, path: Path) -> int:
    once: float = max(worker.ask("picture", file=str(path), repeat=2)["seconds"][1:])
    return max(1, min(200, round(_ROUND_SECONDS / once)))


def _mean(worker: Worker, paths: list[Path], repeat: int) -> float:
    """The mean over the files of each file's median."""
    medians: list[float] = [statistics.median(worker.ask("picture", file=str(path), repeat=repeat)["seconds"]) for path in paths]
    return statistics.mean(medians)


def _share(ours: Worker, paths: list[Path], what: str) -> Row:
    """How much of the whole is ours to speed up, the rest being the decoder's."""
    file = str(paths[0])
    whole, part = (statistics.median(ours.ask(task, file=file, repeat=15)["seconds"]) for task in ("picture", "reducing"))
    return Row(f"{what}: share of reducing and hashing", 100 * part / whole, "%", aim=Aim.AT_MOST, wanted=5)


def _sandbox(ours: Worker, given: Given) -> Iterator[Row]:
    """One-megapixel pictures through the sandbox, beside the same work without it, on the same core."""
    count = 1 if given.quick else 3
    paths = files.of_size(ONE, "jpg", count=count, source=given.source, kept=given.kept) * (_SANDBOX_FILES // count)
    asked = [str(path) for path in paths]
    for way, aim in (("fast", Aim.AT_MOST), ("exact", Aim.NONE)):
        taken = in_turn(
            {
                "loose": lambda _, w=way: ours.ask("loose", files=asked, way=w)["seconds"],  # type: ignore[misc]
                "bulk": lambda _, w=way: ours.ask("sandboxed", files=asked, way=w)["seconds"],  # type: ignore[misc]
                "each": lambda _, w=way: ours.ask("sandboxed", files=asked, way=w, one_by_one=True)["seconds"],  # type: ignore[misc]
            }
        )
        loose, bulk, each = (taken[name].median / len(asked) * 1000 for name in ("loose", "bulk", "each"))
        lost = 100 * (1 - loose / bulk)
        yield Row(
            f"sandbox in bulk, JPEG 1 MP, {way}: throughput lost",
            lost,
            "%",
            aim=aim,
            wanted=15 if aim is Aim.AT_MOST else None,
            note=f"{loose:.2f} ms without, {bulk:.2f} ms in bulk, {each:.2f} ms with a worker for each file",
        )


def distances(ours: Worker, given: Given) -> tuple[list[dict[str, Any]], list[Row]]:
    """How far the fast way is from the exact one, over the corpus: a histogram, and the promises about it."""
    apart: dict[str, list[tuple[int, bool]]] = {}
    for path in files.corpus(source=given.source, kept=given.kept, share=0.1 if given.quick else 1.0):
        fast, exact = (ours.ask("picture", file=str(path), repeat=0, way=way) for way in ("fast", "exact"))
        if fast["value"] and exact["value"]:
            bits = bits_apart(bytes.fromhex(fast["value"]), bytes.fromhex(exact["value"]))
            apart.setdefault(_group(path), []).append((bits, fast["is_exact"]))
    every = [one for group in apart.values() for one in group]
    reduced = [bits for bits, is_exact in every if not is_exact]
    note = f"{len(every)} files; over the {len(reduced)} that were read reduced, {statistics.mean(reduced or [0]):.2f}"
    all_bits = [bits for bits, _ in every]
    rows = [
        Row("fast way: mean distance to the exact one", statistics.mean(all_bits), "bits", aim=Aim.AT_MOST, wanted=2, note=note),
        Row("fast way: largest distance", max(all_bits), "bits", aim=Aim.AT_MOST, wanted=8),
    ]
    return [_histogram(name, found) for name, found in [*sorted(apart.items()), ("all", every)]], rows


def _group(path: Path) -> str:
    kind, _, variant = path.stem.split("-", 2)
    return f"{kind}, {variant.replace('-', ' ')}" if path.suffix == ".jpg" else f"{kind}, {path.suffix[1:].upper()}"


def _histogram(name: str, found: list[tuple[int, bool]]) -> dict[str, Any]:
    counted = Counter(bits for bits, _ in found)
    steps = {_step(low, high): sum(counted[n] for n in range(low, high + 1)) for low, high in _STEPS}
    mean, exact = float(statistics.mean(bits for bits, _ in found)), sum(is_exact for _, is_exact in found)
    return {"files": name, "number": len(found), "of them read in full": exact, "mean": mean, "largest": max(counted), **steps}


def _step(low: int, high: int) -> str:
    if low == high:
        return str(low)
    return f"{low} or more" if high == 256 else f"{low} to {high}"


def command(given: Given) -> Iterator[Row]:
    """`varde hash` over a folder, its start included, on all cores."""
    count = 60 if given.quick else _COMMAND_FILES
    paths = files.of_size(ONE, "jpg", count=3, source=given.source, kept=given.kept)
    with TemporaryDirectory(prefix="varde-bench-", dir=given.kept) as folder:
        for number in range(count):
            (Path(folder) / f"{number}.jpg").hardlink_to(paths[number % len(paths)])
        taken = [_hash(Path(folder)) for _ in range(3)]
    yield Row(f"`varde hash` of {count} JPEG 1 MP, all cores, with its start", count / statistics.median(taken), "files/s")


def _hash(folder: Path) -> float:
    started = clock.monotonic()
    subprocess.run(
        [sys.executable, "-m", "varde.doors.cli", "hash", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=True,
    )
    return clock.monotonic() - started
