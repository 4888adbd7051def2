from __future__ import annotations

import os
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from varde.kernels.terms.roles import StationRole
from varde.station import identity, keys, supervisor
from varde.station.forgetting import forget
from varde.station.layout import Layout
from varde.station.postgres import DiskFull

HARBOUR = identity.Identity(StationRole.PLATFORM, "harbour", "http://127.0.0.1:8001")


def test_the_directory_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    layout = identity.open_directory(tmp_path / "data")
    assert layout.root.stat().st_mode & 0o777 == 0o700
    identity.lock(layout).close()
    layout.root.chmod(0o755)
    assert identity.open_directory(layout.root).root.stat().st_mode & 0o777 == 0o700


def test_a_directory_with_something_else_in_it_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(identity.NotAStation):
        identity.open_directory(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_second_holder_is_refused_and_told_which_process(tmp_path: Path) -> None:
    held = identity.lock(Layout(tmp_path))
    with pytest.raises(identity.AlreadyRunning, match=f"process {os.getpid()}"):
        identity.lock(Layout(tmp_path))
    assert identity.is_locked(Layout(tmp_path))
    held.close()
    assert not identity.is_locked(Layout(tmp_path))


def test_the_role_stays_and_the_address_may_change(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    identity.settle(layout, HARBOUR)
    moved = identity.Identity(StationRole.PLATFORM, "harbour", "https://harbour.example.org")
    identity.settle(layout, moved)
    assert identity.read(layout) == moved
    with pytest.raises(identity.AnotherRole, match="is a platform"):
        identity.settle(layout, identity.Identity(StationRole.AGENCY, "fjord", ""))


def test_secrets_are_made_once_and_are_their_owners_alone(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    keys.make_missing(layout)
    before = {path.name: path.read_bytes() for path in layout.secrets.iterdir()}
    keys.make_missing(layout)
    assert {path.name: path.read_bytes() for path in layout.secrets.iterdir()} == before
    assert len(set(before.values())) == len(before)
    assert all(path.stat().st_mode & 0o177 == 0 for path in layout.secrets.iterdir())


def test_a_disk_that_is_about_to_be_full_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=5))
    with pytest.raises(DiskFull, match="free some space"):
        supervisor.check_disk(tmp_path)


def test_a_station_is_forgotten_with_the_database_that_its_link_names(tmp_path: Path) -> None:
    layout = identity.open_directory(tmp_path / "data")
    (tmp_path / "db").mkdir()
    layout.postgres.symlink_to(tmp_path / "db")
    with identity.lock(layout), pytest.raises(identity.AlreadyRunning):
        forget(layout.root)
    forget(layout.root)
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_station_is_not_removed(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(identity.NotAStation):
        forget(tmp_path)
    assert (tmp_path / "letter.txt").exists()
