"""The short form of `make soak`: processes die in the middle, and still nothing is lost and nothing doubled."""

from __future__ import annotations

from pathlib import Path

import pytest

from journeys.playing import played_with_kills, running
from rehearsal.operations import make


def test_two_killed_processes_change_nothing(tmp_path: Path) -> None:
    truth = make("denmark", scale=0.03, seed=8)
    with running(truth, tmp_path, first_port=8720) as chain:
        found, killed = played_with_kills(truth, chain, tmp_path, times=2, seed=8)
    assert len(killed) == 2
    assert found == []


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(3))
def test_ten_killed_processes_change_nothing(tmp_path: Path, seed: int) -> None:
    truth = make("denmark", scale=0.1, seed=seed)
    with running(truth, tmp_path, first_port=8740) as chain:
        found, killed = played_with_kills(truth, chain, tmp_path, times=10, seed=seed)
    assert len(killed) == 10
    assert found == []
