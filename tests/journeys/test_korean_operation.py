"""Two platforms, children who filmed themselves, and persons with an account on each."""

from __future__ import annotations

from pathlib import Path

from journeys.playing import played, running
from rehearsal.operations import make


def test_two_platforms_and_children_below_the_line_come_out_exactly(tmp_path: Path) -> None:
    truth = make("korea", scale=0.06, seed=5)
    with running(truth, tmp_path, first_port=8760) as chain:
        assert played(truth, chain, tmp_path) == []
