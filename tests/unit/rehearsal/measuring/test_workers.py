"""Measuring processes: asked over pipes, one at a time; a peer that is missing is named, one that fails is told."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from rehearsal.measuring import hashes, peers_worker, search
from rehearsal.measuring.errors import PeersMissing, WorkerFailed
from rehearsal.measuring.parties import Parties
from rehearsal.measuring.pictures import Kind, picture
from rehearsal.measuring.workers import Worker, default_core


@pytest.fixture(scope="module")
def ours() -> Iterator[Worker]:
    with Worker.ours(default_core()) as worker:
        yield worker


def test_without_the_peers_environment_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PeersMissing) as refused:
        Worker.peer(0, tmp_path / "python")
    assert "scripts/peers" in str(refused.value.message)


def test_the_peers_worker_needs_nothing_of_ours_and_names_what_is_missing() -> None:
    with Worker("the peers", [sys.executable, "-I", peers_worker.__file__], core=default_core()) as worker:
        versions = worker.ask("versions")
    assert set(versions) == set(peers_worker.NAMES)
    assert versions["vpdq"] is None
    parties = Parties(worker, worker, versions)
    assert parties.peer_with("vpdq") is None
    assert any(line.startswith("vpdq is missing") for line in parties.missing)


def test_what_a_worker_could_not_do_is_told_and_it_goes_on(ours: Worker, tmp_path: Path) -> None:
    with pytest.raises(WorkerFailed, match="FileNotFoundError"):
        ours.ask("picture", file=str(tmp_path / "none.jpg"), repeat=1)
    with pytest.raises(WorkerFailed, match="KeyError"):
        ours.ask("nonsense")
    assert not ours.ask("loose", files=[])["seconds"] > 1


def test_a_worker_that_ended_is_told() -> None:
    with (
        Worker("the peers", [sys.executable, "-c", "pass"], core=0) as worker,
        pytest.raises(WorkerFailed, match="the peers"),
    ):
        worker.ask("versions")


def test_a_picture_has_one_value_however_it_is_decoded(ours: Worker, tmp_path: Path) -> None:
    file = tmp_path / "lake.jpg"
    picture(Kind.LANDSCAPE, 3, width=400, height=300).save(file, quality=90)
    answer = ours.ask("picture", file=str(file), repeat=3, way="exact")
    assert len(answer["seconds"]) == 3
    inside = ours.ask("sandboxed", files=[str(file)], way="exact")
    assert inside["values"] == [answer["value"]]


def test_a_small_list_is_built_and_asked(ours: Worker, tmp_path: Path) -> None:
    parties = Parties(ours, None, {})
    (measured,) = search.measure(parties, [1000], kept=tmp_path, rounds=2)
    assert [row.what.split()[0] for row in measured.rows] == ["search", "search", "search", "building", "memory"]
    assert all(row.theirs is None for row in measured.rows)
    assert measured.growth[0]["entries"] == 1000


def test_a_list_that_does_not_fit_into_memory_is_left_out_and_said(ours: Worker, tmp_path: Path) -> None:
    (measured,) = search.measure(Parties(ours, None, {}), [10**12], kept=tmp_path)
    assert not measured.rows
    assert "too little free memory" in measured.notes[0]


def test_the_worker_counts_recall(ours: Worker, tmp_path: Path) -> None:
    file = tmp_path / "words.bin"
    np.asarray(hashes.natural(2000)).tofile(file)
    assert ours.ask("recall", words=str(file), queries=64)["recall"] == 1.0
