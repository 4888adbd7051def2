from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from varde.keeps.vault import registry


@pytest.fixture(autouse=True)
def vault_dir(tmp_path: Path) -> Iterator[Path]:
    """A vault of this test's own."""
    before = registry.configured()
    registry.configure(directory=tmp_path / "vault", key_file=tmp_path / "secrets" / "station.key")
    yield tmp_path / "vault"
    registry.configure(directory=before[0], socket=before[1], key_file=before[2])
