"""What the conformance tests are pointed at: without `--base-url` they start a station of ours."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("conformance", "point tests/conformance at another implementation")
    group.addoption("--base-url", help="its root, such as https://host/ispws; passwords come from the environment")
    group.addoption("--ispws-user", help="log-in of a reporter; password in VARDE_CONFORMANCE_PASSWORD")
    group.addoption("--ispws-other-user", help="another reporter; password in VARDE_CONFORMANCE_OTHER_PASSWORD")
