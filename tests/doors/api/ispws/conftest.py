from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cast import HARBOUR
from platform_of_tests import HARBOURS_PASSWORD, Reporter
from post_of_tests import KEYS, public
from varde.keeps.vault import registry
from varde.kernels.terms.roles import StationRole
from varde.links.peers import face as peers


@pytest.fixture(autouse=True)
def vault_dir(tmp_path: Path) -> Iterator[Path]:
    """A vault of this test's own."""
    before = registry.configured()
    registry.configure(directory=tmp_path / "vault", key_file=tmp_path / "secrets" / "station.key")
    yield tmp_path / "vault"
    registry.configure(directory=before[0], socket=before[1], key_file=before[2])


def logged_in(name: str, password: str) -> Reporter:
    key = public(KEYS["mirror"])
    peers.add(
        name,
        role=StationRole.PLATFORM,
        url="http://127.0.0.1:1",
        key=key,
        log_ins=[peers.NewLogIn(peers.Protocol.ISPWS, name, password)],
    )
    return Reporter(name, password)


@pytest.fixture
def harbour(vault_dir: Path, db: None) -> Reporter:
    """Harbour, with its log-in."""
    return logged_in(HARBOUR, HARBOURS_PASSWORD)


@pytest.fixture
def gull(vault_dir: Path, db: None) -> Reporter:
    """Another platform."""
    return logged_in("gull", "another: password")
