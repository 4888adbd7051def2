from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from varde.kernels.compiling import cache, is_warm, warm

KERNEL = """
from varde.kernels.compiling import compiled


@compiled("int64(int64)")
def doubled(number):
    return 2 * number
"""


@pytest.fixture
def kernels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A house with one kernel in it, that nobody has compiled."""
    (tmp_path / "compiling").mkdir()
    (tmp_path / "made_compiled.py").write_text(KERNEL)
    monkeypatch.setattr(cache, "KERNELS", tmp_path)
    names: list[str] = []
    monkeypatch.setattr(cache, "import_module", names.append)
    yield tmp_path
    assert set(names) <= {"varde.kernels.made_compiled"}


def test_what_was_compiled_is_known_to_be(kernels: Path) -> None:
    assert not is_warm()
    assert warm() == 1
    assert is_warm()


def test_a_newer_date_alone_asks_for_nothing(kernels: Path) -> None:
    warm()
    os.utime(kernels / "made_compiled.py")
    assert is_warm()


def test_another_text_is_compiled_anew(kernels: Path) -> None:
    warm()
    (kernels / "made_compiled.py").write_text(KERNEL.replace("2", "3"))
    assert not is_warm()


def test_another_processor_is_compiled_for_anew(kernels: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warm()
    monkeypatch.setattr(cache, "_processor", lambda: "another one")
    assert not is_warm()


def test_a_damaged_stamp_counts_for_nothing(kernels: Path) -> None:
    warm()
    (kernels / "compiling" / "__pycache__" / "kernels.stamp").write_bytes(b"\xff\xfe")
    assert not is_warm()


def test_where_sources_may_not_be_written_the_users_own_cache_serves(
    kernels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_may_write", lambda _: False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "of-ada"))
    monkeypatch.setenv("NUMBA_CACHE_DIR", "")
    warm()
    own = cache.folder()
    assert own is not None
    assert own.is_relative_to(tmp_path / "of-ada")
    assert own.stat().st_mode & 0o077 == 0
    assert is_warm()


def test_where_nothing_can_be_kept_that_is_said(kernels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a-file").touch()
    monkeypatch.setattr(cache, "_may_write", lambda _: False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "a-file"))
    assert not cache.prepare()
    assert warm() == 1
    assert not is_warm()


def test_asking_loads_neither_numba_nor_a_kernel() -> None:
    asks = "import sys; from varde.kernels.compiling import is_warm; is_warm(); print('numba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True).stdout == "False\n"
