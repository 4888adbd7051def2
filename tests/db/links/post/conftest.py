from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from post_of_tests import KEYS, public, station_named
from varde.kernels.terms.roles import StationRole
from varde.links.peers import face as peers
from varde.links.post import client


@pytest.fixture
def own_name(tmp_path: Path) -> Iterator[str]:
    """The station under test is Lantern's."""
    with station_named("lantern", folder=tmp_path, key=KEYS["lantern"]):
        yield "lantern"


@pytest.fixture
def inbox(own_name: str, transactional_db: None, live_server: LiveServer) -> Iterator[peers.Peer]:
    """Lantern writes to itself, over real HTTP."""
    connections = client._http
    yield peers.add(own_name, role=StationRole.CLEARINGHOUSE, url=live_server.url, key=public(KEYS["lantern"]))
    connections().close()  # a connection kept alive keeps the server's thread, and that its session in the database
    connections.cache_clear()
