from __future__ import annotations

import pytest

from cast import LIV
from varde.kernels.terms.ids import IncidentId
from varde.stages.casework import face as casework


@pytest.fixture
def the_incident() -> object:
    """The one incident there is."""

    def only() -> IncidentId:
        (line,) = casework.incidents(by=LIV)
        return line.id

    return only
