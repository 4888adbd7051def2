from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from post_of_tests import Sender, knows_lantern, station_named
from varde.keeps.vault import registry


@pytest.fixture(autouse=True)
def fjord(tmp_path: Path) -> Iterator[None]:
    """The station is Fjord Police's, with a vault of this test's own."""
    before = registry.configured()
    registry.configure(directory=tmp_path / "vault", key_file=tmp_path / "secrets" / "station.key")
    with station_named("fjord", folder=tmp_path):
        yield
    registry.configure(directory=before[0], socket=before[1], key_file=before[2])


@pytest.fixture
def lantern(db: None) -> Sender:
    """Lantern is known here and writes."""
    knows_lantern()
    return Sender()
