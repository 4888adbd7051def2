from __future__ import annotations

from pathlib import Path

import pytest

from post_of_tests import KEYS, public, station_named
from varde.links.peers import face as peers
from varde.links.peers import own


def test_the_station_knows_its_name_and_key(tmp_path: Path) -> None:
    with station_named("fjord", folder=tmp_path):
        assert (peers.own_name(), peers.own_public_key()) == ("fjord", public(KEYS["fjord"]))


def test_without_a_key_it_says_what_to_do(tmp_path: Path) -> None:
    with station_named("fjord", folder=tmp_path):
        own.configure(name="fjord", key_file=tmp_path / "none")
        with pytest.raises(peers.NoOwnKey):
            peers.own_key()
