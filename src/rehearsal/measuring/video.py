"""Videos: one frame a second beside vpdq, the cheapest frames, and keyframes alone as a first pass; one core each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from rehearsal.measuring import clips
from rehearsal.measuring.clips import Clip
from rehearsal.measuring.hashing import Given
from rehearsal.measuring.parties import Parties
from rehearsal.measuring.results import Aim, Row
from rehearsal.measuring.rounds import ROUNDS, in_turn
from rehearsal.measuring.workers import Worker
from varde.kernels.search import RADIUS_BITS, bits_apart

# What it is called, how frames are chosen, how they are decoded, how many times less time than vpdq.
_WAYS: tuple[tuple[str, str, str, float], ...] = (
    ("one frame a second, vpdq's own frames", "each_second", "exact", 1.6),
    ("about one frame a second, the cheapest", "cheapest", "fast", 2.5),
    ("first pass, keyframes only", "keyframes", "fast", 14),
)
_QUICK_SECONDS, _EQUAL_BITS = 5, 8
Frames = list[tuple[int, bytes]]


def rows(parties: Parties, given: Given, *, files: tuple[Path, ...] = ()) -> Iterator[Row]:
    """The lines of the table; `files` are measured instead of made clips."""
    for label, path in _chosen(given, files):
        yield from _clip(parties, label, path)


def _chosen(given: Given, files: tuple[Path, ...]) -> Iterator[tuple[str, Path]]:
    if files:
        yield from ((path.name, path) for path in files)
        return
    for clip in clips.CLIPS[: 1 if given.quick else None]:
        chosen: Clip = replace(clip, seconds=_QUICK_SECONDS) if given.quick else clip
        yield clip.name, clips.made(chosen, source=given.source, kept=given.kept)


def _clip(parties: Parties, label: str, path: Path) -> Iterator[Row]:
    """Every way and the peer in turn; the peer's one time stands beside all of ours."""
    peer = parties.peer_with("vpdq")
    frames: dict[str, Frames] = {}

    def one(name: str, worker: Worker, task: dict[str, Any]) -> float:
        answer = worker.ask("video", file=str(path), **task)
        frames[name] = [(at, bytes.fromhex(value)) for at, value in answer["frames"]]
        return float(answer["seconds"])

    tasks: dict[str, tuple[Worker, dict[str, Any]]] = {
        sampling: (parties.ours, {"sampling": sampling, "way": way}) for _, sampling, way, _ in _WAYS
    }
    if peer:
        tasks["peer"] = (peer, {})
    taken = in_turn({name: lambda _, n=name, t=task: one(n, *t) for name, task in tasks.items()}, rounds=ROUNDS)  # type: ignore[misc]
    for what, sampling, way, wanted in _WAYS:
        theirs = taken["peer"].median * 1000 / _seconds(frames) if peer else None
        note = _beside(frames[sampling], frames["peer"], sampling) if peer else f"{len(frames[sampling])} frames"
        ours = taken[sampling].median * 1000 / _seconds(frames)
        yield Row(f"{label}: {what} ({way})", ours, "ms a second", theirs, Aim.TIMES, wanted, note)


def _seconds(frames: dict[str, Frames]) -> int:
    """The clip's length: one frame was taken of each second."""
    return max(1, len(frames["each_second"]))


def _beside(ours: Frames, theirs: Frames, sampling: str) -> str:
    """How ours fits the peer's frames: one by one where they are the same frames, by nearness where they are not."""
    if sampling == "each_second" and len(ours) == len(theirs):
        apart = [bits_apart(one, other) for (_, one), (_, other) in zip(ours, theirs, strict=True)]
        near = _percent(bits <= _EQUAL_BITS for bits in apart)
        return f"{near} within {_EQUAL_BITS} bits, mean {sum(apart) / len(apart):.1f}, max {max(apart)}"
    here, back = _matched(theirs, ours), _matched(ours, theirs)
    return (
        f"{len(ours)} frames; {_percent(here)} of the peer's {len(theirs)} within {RADIUS_BITS} bits of one of ours, "
        f"{_percent(back)} of ours of one of the peer's"
    )


def _matched(frames: Frames, among: Frames) -> list[bool]:
    return [any(bits_apart(one, other) <= RADIUS_BITS for _, other in among) for _, one in frames]


def _percent(found: Any) -> str:  # noqa: ANN401  booleans, however they come
    counted = list(found)
    return f"{100 * sum(counted) / max(1, len(counted)):.0f} %"


def recall(ours: Worker, given: Given) -> dict[str, list[dict[str, Any]]]:
    """What the first pass finds of altered copies, and what the full pass does."""
    measured = ours.ask("video_recall", clips=2 if given.quick else 6)
    name = f"First pass: shares of copies of {measured['clips']} clips of {measured['seconds']} s, in percent"
    return {name: measured["first_pass"]}
