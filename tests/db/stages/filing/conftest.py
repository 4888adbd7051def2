from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from ispws_of_tests import Lantern, lantern
from varde.stages.filing import face as filing


@pytest.fixture
def clearinghouse() -> Iterator[Lantern]:
    """Lantern's ISPWS."""
    with lantern() as held:
        yield held


@pytest.fixture(autouse=True)
def harbour() -> Iterator[None]:
    """Harbour files; a reported account's tip waits half an hour."""
    platform = filing.Platform("Harbour", "child-safety@harbour.example")
    filing.configure(platform=platform, hold=timedelta(minutes=30))
    yield
    filing.configure(platform=platform, hold=timedelta(minutes=30))
