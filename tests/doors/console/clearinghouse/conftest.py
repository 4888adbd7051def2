from __future__ import annotations

from typing import Any

import pytest

from stations_pages import become
from varde.kernels.terms.roles import StationRole


@pytest.fixture(autouse=True)
def _at_lantern(settings: Any) -> None:  # noqa: ANN401  pytest-django's settings
    """These pages are Lantern's."""
    become(StationRole.CLEARINGHOUSE, settings=settings)
