from __future__ import annotations

from typing import Any

import pytest

from cast import LIV
from made_referrals import NORTH, SOUTH, account, act, phone, take_in
from stations_pages import become
from varde.kernels.terms.ids import IncidentId
from varde.kernels.terms.roles import StationRole
from varde.stages.casework import face as casework


@pytest.fixture(autouse=True)
def _at_fjord(settings: Any) -> None:  # noqa: ANN401  pytest-django's settings
    """These pages are Fjord Police's."""
    become(StationRole.AGENCY, settings=settings)


@pytest.fixture
def incident(db: None) -> IncidentId:
    """Anna and Bertil in the north, Carl in the south: Anna sent the clip to Bertil and others, Bertil to Carl."""
    take_in(account("anna", phones=phone("+4500000001"), address=NORTH), act("m-1", to=("bertil", "x")), act("m-2", to=("y",)))
    take_in(account("bertil", phones=phone("+4500000001"), address=NORTH), act("m-3", to=("carl",)))
    take_in(account("carl", address=SOUTH), act("m-4", to=("z",)))
    (line,) = casework.incidents(by=LIV)
    return line.id
