"""The examples of Python in the documents run as they stand."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from doors.cli.commands_of_tests import jpeg

ROOT = Path(__file__).parents[3]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs" / "reference").glob("*.md"))]
EXAMPLES = [
    pytest.param(code, id=f"{page.name}-{number}")
    for page in PAGES
    for number, code in enumerate(re.findall(r"```python\n(.*?)```", page.read_text(), re.DOTALL))
    if "varde.kernels" in code
]


@pytest.mark.parametrize("code", EXAMPLES)
def test_an_example_finds_the_known_picture(code: str, tmp_path: Path) -> None:
    for name in ("known.jpg", "upload.jpg"):
        (tmp_path / name).write_bytes(jpeg(1))
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120)
    assert (done.stderr, done.returncode) == ("", 0)
    assert "known.jpg" in done.stdout
    assert len(code.strip().splitlines()) <= 14
