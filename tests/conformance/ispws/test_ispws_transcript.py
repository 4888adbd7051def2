from __future__ import annotations

from pathlib import Path

import pytest

from conformance.ispws.record import recorded
from reporting_over_http import Reporter

TRANSCRIPT = Path(__file__).parents[3] / "docs" / "reference" / "ispws-transcript.md"


def test_the_transcript_still_holds(harbour: Reporter, request: pytest.FixtureRequest) -> None:
    """If it is meant to differ: python tests/conformance/ispws/record.py > docs/reference/ispws-transcript.md."""
    if request.config.getoption("--base-url", default=None):
        pytest.skip("others may word it differently")
    assert recorded(harbour) == TRANSCRIPT.read_text()
