from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, connections
from playwright.sync_api import Browser

import browsing
from varde.keeps.vault import registry

QUEUE = "TRUNCATE procrastinate_events, procrastinate_jobs, procrastinate_periodic_defers CASCADE"


@pytest.fixture(autouse=True)
def vault_dir(tmp_path: Path) -> Iterator[Path]:
    """A vault of this test's own."""
    before = registry.configured()
    registry.configure(directory=tmp_path / "vault", key_file=tmp_path / "secrets" / "station.key")
    yield tmp_path / "vault"
    registry.configure(directory=before[0], socket=before[1], key_file=before[2])


@pytest.fixture(autouse=True)
def _empty_queue(request: pytest.FixtureRequest) -> Iterator[None]:
    """Django's flush leaves procrastinate's tables alone, so jobs would leak from one transactional test into the next."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        with connection.cursor() as cursor:
            cursor.execute(QUEUE)


@pytest.fixture
def chromium(transactional_db: None, live_server: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """A browser beside a running station. Playwright's event loop lives in this thread; Django would mistake it for its own."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with browsing.browser() as started:
        yield started
        connections.close_all()  # the loop's context has connections of its own
