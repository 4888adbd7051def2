from __future__ import annotations

import os
from collections.abc import Callable

import pytest

import database_of_tests
from varde.kernels.terms.roles import StationRole

SERVER = pytest.StashKey[database_of_tests.TestServer]()
WITHOUT_DATABASE = ("tests/unit", "tests/house", "tests/conformance")


def pytest_configure(config: pytest.Config) -> None:
    """The first process of the run starts the server; xdist's workers inherit its address."""
    asked = [str(argument) for argument in config.args]
    needs_none = bool(asked) and all(word.removeprefix(f"{config.rootpath}/").startswith(WITHOUT_DATABASE) for word in asked)
    is_worker = hasattr(config, "workerinput")
    if is_worker or needs_none or config.option.collectonly or "VARDE_TEST_PGHOST" in os.environ:
        return
    config.stash[SERVER] = database_of_tests.start()


def pytest_unconfigure(config: pytest.Config) -> None:
    server = config.stash.get(SERVER, None)
    if server:
        server.stop()


@pytest.fixture
def at_role(settings: object) -> Callable[[StationRole], None]:
    """`at_role(StationRole.AGENCY)`: this test's station is another one."""

    def switch(role: StationRole) -> None:
        settings.VARDE_ROLE = role  # type: ignore[attr-defined]

    return switch


@pytest.fixture(autouse=True)
def _ledgers_head(request: pytest.FixtureRequest) -> None:
    """A transactional test empties every table behind it, and with them the row that the ledger's first migration planted."""
    asked = {"db", "transactional_db", "live_server"} & set(request.fixturenames)
    if asked or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("_django_db_helper")
        from varde.keeps.ledger.models import LedgerHead

        LedgerHead.objects.get_or_create(id=1, defaults={"seq": 0, "hash": bytes(32)})
