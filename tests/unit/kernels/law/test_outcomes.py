from __future__ import annotations

import pytest

from varde.kernels.law.rules import OUTCOME_OF, outcome_of
from varde.kernels.law.types import Disposition
from varde.kernels.terms.outcomes import OutcomeCode


def test_every_disposition_has_a_code() -> None:
    assert set(OUTCOME_OF) == set(Disposition)
    assert len(Disposition) == 18


@pytest.mark.parametrize("disposition", [Disposition.BELOW_AGE, Disposition.DEPICTED_CHILD_PROTECTION, Disposition.ACQUITTED])
def test_the_code_does_not_tell_on_a_child_or_a_cleared_person(disposition: Disposition) -> None:
    assert outcome_of(disposition) is OutcomeCode.CLOSED_OTHER


def test_a_charge_is_neither_an_arrest_nor_a_conviction() -> None:
    assert outcome_of(Disposition.CHARGED) is OutcomeCode.ONGOING
    assert outcome_of(Disposition.BOOKED_WITHOUT_DETENTION) is OutcomeCode.ONGOING


def test_no_rule_reports_an_arrest() -> None:
    assert OutcomeCode.ARREST not in OUTCOME_OF.values()
