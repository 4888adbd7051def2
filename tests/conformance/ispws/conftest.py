from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from lantern_station import enter, lantern_station
from reporting_over_http import Reporter


@pytest.fixture(scope="session")
def reporters(request: pytest.FixtureRequest) -> Iterator[dict[str, Reporter]]:
    """Harbour, and another reporter where there is one."""
    root = request.config.getoption("--base-url", default=None)
    if not root:
        with lantern_station() as station:
            yield {name: enter(station, name) for name in ("harbour", "gull")}
        return
    found = {}
    for name, option, variable in (
        ("harbour", "--ispws-user", "VARDE_CONFORMANCE_PASSWORD"),
        ("gull", "--ispws-other-user", "VARDE_CONFORMANCE_OTHER_PASSWORD"),
    ):
        if user := request.config.getoption(option, default=None):
            found[name] = Reporter(root.rstrip("/"), user, os.environ[variable])
    yield found


@pytest.fixture
def harbour(reporters: dict[str, Reporter]) -> Reporter:
    return reporters["harbour"]


@pytest.fixture
def gull(reporters: dict[str, Reporter]) -> Reporter:
    if "gull" not in reporters:
        pytest.skip("needs --ispws-other-user")
    return reporters["gull"]
