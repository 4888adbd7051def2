"""Which frames of a video are fingerprinted, and which packets must be decoded for them. Pure: numbers in, numbers out.

vPDQ (its C++ reference) counts decoded frames and takes each m-th from the first one on, m being the average frame rate
rounded down: at 29.97 frames a second that is each 29th. Where the timestamps agree with that count, the same frames are
taken here; where they do not (variable frame rate, a false or missing rate), the first frame of each second is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

MAX_RATE = 240.0
MAX_DRIFT_SECONDS = 0.5


@dataclass(frozen=True)
class Seen:
    """One packet before decoding. `at` is its frame's time of showing in the stream's units; the list is in decoding order."""

    at: int
    is_start: bool = False


@dataclass(frozen=True)
class Plan:
    """The due frames' times, ascending; by each start's number in the list, the number of the last packet needed from there."""

    due: tuple[int, ...]
    until: dict[int, int]


def due_times(seen: Sequence[Seen], *, rate: float | None, unit_seconds: float, per_second: int = 1) -> tuple[int, ...]:
    """The times of showing of the frames to take: by count where that agrees with the clock, else by the clock."""
    times = sorted({one.at for one in seen})
    step = _step(rate, per_second)
    counted = tuple(times[::step]) if step else ()
    is_steady = all(
        abs((at - times[0]) * unit_seconds - number * (step or 1) / (rate or 1)) <= MAX_DRIFT_SECONDS
        for number, at in enumerate(counted)
    )
    return counted if counted and is_steady else by_clock(times, unit_seconds=unit_seconds, per_second=per_second)


def _step(rate: float | None, per_second: int) -> int | None:
    return max(1, int(rate / per_second)) if rate and 0 < rate <= MAX_RATE else None


def by_clock(times: Sequence[int], *, unit_seconds: float, per_second: int = 1) -> tuple[int, ...]:
    """The first time in each second (or part of one) counted from the first."""
    taken: list[int] = []
    after = -1
    for at in times:
        number = int((at - times[0]) * unit_seconds * per_second)
        if number > after:
            taken.append(at)
            after = number
    return tuple(taken)


def preferring_starts(due: Sequence[int], seen: Sequence[Seen], *, within: int) -> tuple[int, ...]:
    """Each due frame moved back to the last start within so many units of time, if there is one: that is the cheapest to have.

    Never forward: encoders put starts at cuts, and the scene before one would be lost.
    """
    starts = sorted(one.at for one in seen if one.is_start)
    return tuple(sorted({_moved_back(starts, at, within) for at in due}))


def _moved_back(starts: Sequence[int], at: int, within: int) -> int:
    before = bisect_right(starts, at) - 1
    return starts[before] if before >= 0 and at - starts[before] <= within else at


def plan(seen: Sequence[Seen], due: Sequence[int]) -> Plan:
    """From each start, decode up to the last frame that is due before the next one.

    A frame stored after a start but shown before it may refer to what came before that start: then the stretch before is
    decoded to its end, too. The list's first packet counts as a start, since nothing comes before it.
    """
    wanted = frozenset(due)
    starts = [number for number, one in enumerate(seen) if one.is_start or number == 0]
    until: dict[int, int] = {}
    needs_end = False
    for first, end in reversed(list(pairwise([*starts, len(seen)]))):
        taken = [number for number in range(first, end) if seen[number].at in wanted]
        if needs_end:
            until[first] = end - 1
        elif taken:
            until[first] = taken[-1]
        needs_end = any(seen[number].at < seen[first].at for number in taken)
    return Plan(tuple(due), until)
