"""Ours, the peer, ours, the peer: so that whatever else the machine does falls on both."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

ROUNDS = 5


@dataclass(frozen=True)
class Timings:
    """The seconds of each round of one party."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle round."""
        return statistics.median(self.seconds)

    @property
    def spread(self) -> float:
        """From the fastest to the slowest round, as a share of the median."""
        return (max(self.seconds) - min(self.seconds)) / self.median if self.median else 0.0


def in_turn(parties: Mapping[str, Callable[[int], float]], *, rounds: int = ROUNDS) -> dict[str, Timings]:
    """Each party's work once in each round; a call gets the round's number and says how many seconds it took."""
    taken: dict[str, list[float]] = {name: [] for name in parties}
    for number in range(rounds):
        for name, work in parties.items():
            taken[name].append(work(number))
    return {name: Timings(tuple(seconds)) for name, seconds in taken.items()}


def percentile(seconds: Sequence[float], percent: float) -> float:
    """The nearest-rank percentile."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]
