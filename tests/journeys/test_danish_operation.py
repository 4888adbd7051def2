"""A report in a private chat becomes one incident with its suspects, over three stations and real HTTP."""

from __future__ import annotations

from pathlib import Path

from journeys.playing import played, running
from rehearsal.operations import make


def test_everything_that_was_put_in_comes_out_and_the_records_hold(tmp_path: Path) -> None:
    truth = make("denmark", scale=0.03, seed=7)
    with running(truth, tmp_path, first_port=8700) as chain:
        assert played(truth, chain, tmp_path) == []
        for station in chain.stations:
            assert "entries hold" in station.cli("ledger", "verify")
