from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

QUEUE = "TRUNCATE procrastinate_events, procrastinate_jobs, procrastinate_periodic_defers CASCADE"


@pytest.fixture(autouse=True)
def _empty_queue(request: pytest.FixtureRequest) -> Iterator[None]:
    """Django's flush leaves procrastinate's tables alone, so jobs would leak from one transactional test into the next."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        with connection.cursor() as cursor:
            cursor.execute(QUEUE)
