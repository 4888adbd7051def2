from __future__ import annotations

import pytest

from varde.doors.console.shell import words
from varde.kernels.terms.outcomes import OutcomeCode


@pytest.mark.parametrize("code", OutcomeCode)
def test_every_outcome_has_its_words(code: OutcomeCode) -> None:
    word = words.outcome(code)
    assert word is not None
    assert (word.code, "_" in word.text) == (code, False)


def test_nothing_yet_stays_nothing() -> None:
    assert [words.outcome(None), words.outcome("")] == [None, None]
