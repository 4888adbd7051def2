"""The lists' index follows the lists, in memory while they are small, in a file that processes share when they are large."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings  # noqa: TID251  to put it back
from django.db import transaction

from varde.keeps.hashlists import changes, near_index
from varde.keeps.hashlists import face as hashlists
from varde.keeps.hashlists.shared_index import InFile
from varde.kernels.search.saved import IndexNotWritten

pytestmark = pytest.mark.django_db
PDQ = bytes(range(0, 256, 8))


def apart(bits: int) -> bytes:
    flipped: int = int.from_bytes(PDQ, "big") ^ ((1 << bits) - 1)
    return flipped.to_bytes(32, "big")


def add(bits: int, name: str = "lantern-known") -> UUID:
    return hashlists.add_entry(name, algorithm=hashlists.Algorithm.PDQ, value=apart(bits))


def near() -> dict[UUID, int]:
    return near_index.near([PDQ], radius_bits=31)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Iterator[Path]:
    """An index of this test's own."""
    near_index.keep_in(tmp_path / "indexes")
    for name in ("lantern-known", "fjord-known"):
        hashlists.add_list(name, name.split("-")[0])
    yield tmp_path / "indexes"
    near_index.keep_in(settings.VARDE_INDEX_DIR)


@pytest.fixture(params=["in memory", "in a file"])
def where(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both kinds."""
    monkeypatch.setattr(near_index, "LARGE", 1 if request.param == "in a file" else 1000)
    return str(request.param)


@pytest.fixture
def read_whole(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often all lists were read."""
    calls: list[int] = []
    before = changes.all_active
    monkeypatch.setattr(changes, "all_active", lambda: calls.append(1) or before())
    return calls


def test_it_follows_every_change_and_reads_only_what_changed(where: str, folder: Path, read_whole: list[int]) -> None:
    one, two, three = add(1), add(2), add(3, "fjord-known")
    assert near() == {one: 1, two: 2, three: 3}
    assert InFile.path(folder).exists() == (where == "in a file")
    hashlists.dispute(two, organisation="fjord", reason="a landscape")
    assert near() == {one: 1, three: 3}
    four = add(4, "fjord-known")
    hashlists.withdraw(one, reason="drawn by hand")
    assert near() == {three: 3, four: 4}
    hashlists.attest(two, organisation="fjord")
    hashlists.attest(three, organisation="lantern")
    assert near() == {two: 2, three: 3, four: 4}
    assert read_whole == [1]


def test_what_was_rolled_back_is_forgotten(where: str) -> None:
    one, two = add(1), add(2)
    assert near() == {one: 1, two: 2}
    with transaction.atomic():
        add(3)
        hashlists.withdraw(one, reason="drawn by hand")
        assert sorted(near().values()) == [2, 3]
        transaction.set_rollback(True)
    assert near() == {one: 1, two: 2}
    four = add(4)
    assert near() == {one: 1, two: 2, four: 4}


def test_a_large_list_is_read_once_for_all_processes(
    folder: Path, monkeypatch: pytest.MonkeyPatch, read_whole: list[int]
) -> None:
    monkeypatch.setattr(near_index, "LARGE", 1)
    one, two = add(1), add(2)
    assert near() == {one: 1, two: 2}
    near_index.keep_in(folder)  # as another process begins
    three = add(3)
    assert near() == {one: 1, two: 2, three: 3}
    assert read_whole == [1]


def test_a_damaged_file_is_made_anew_and_said_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(near_index, "LARGE", 1)
    one, two = add(1), add(2)
    assert near() == {one: 1, two: 2}
    file = next(InFile.path(folder).glob("segment-*"))
    file.write_bytes(file.read_bytes()[:-1] + b"\x7f")
    near_index.keep_in(folder)
    assert near() == {one: 1, two: 2}
    assert "index_damaged" in caplog.text
    near_index.keep_in(folder)
    caplog.clear()
    assert near() == {one: 1, two: 2}
    assert caplog.text == ""


def test_without_room_it_is_held_in_memory(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def full(*_: object) -> InFile:
        raise IndexNotWritten("no space left")

    monkeypatch.setattr(near_index, "LARGE", 1)
    monkeypatch.setattr(InFile, "written", full)
    one, two = add(1), add(2)
    assert near() == {one: 1, two: 2}
    assert "index_not_written" in caplog.text


def test_small_lists_that_grow_large_move_to_a_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near_index, "LARGE", 2)
    one, two = add(1), add(2)
    assert near() == {one: 1, two: 2}
    assert not folder.exists()
    three = add(3)
    assert near() == {one: 1, two: 2, three: 3}
    assert InFile.path(folder).exists()
