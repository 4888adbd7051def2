from __future__ import annotations

from collections.abc import Callable

import pytest

from cast import LIV
from varde.kernels.terms.ids import IncidentId
from varde.stages.casework import face as casework


@pytest.fixture
def the_incident() -> Callable[[], IncidentId]:
    """The one incident there is."""

    def only() -> IncidentId:
        (line,) = casework.incidents(by=LIV)
        return line.id

    return only


@pytest.fixture
def row_of(the_incident: Callable[[], IncidentId]) -> Callable[[str], casework.SuspectRow]:
    """The suspect whose label begins with a name."""

    def find(name: str) -> casework.SuspectRow:
        (row,) = casework.suspects(the_incident(), by=LIV, only=casework.SuspectFilter(text=name)).rows
        return row

    return find
