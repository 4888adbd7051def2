from __future__ import annotations

from pathlib import Path

import pytest

DOCUMENT = Path(__file__).parents[3] / "docs" / "reference" / "truth-format.md"


@pytest.fixture
def example() -> str:
    """The example of docs/reference/truth-format.md, written by hand."""
    return DOCUMENT.read_text(encoding="utf-8").split("```json\n")[1].split("```")[0]
