"""A saved index survives what happens to files: flipped bytes, a killed writer, a full disk, a swap under running readers."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from varde.kernels.search.saved import (
    Entries,
    IndexDamaged,
    IndexNotWritten,
    IndexOfAnotherVersion,
    SavedIndex,
    change_index,
    files,
    write_index,
)

VERSIONS = {"pdq": "1"}
ZERO = bytes(32)
LARGE = 25_000  # enough for tables


def scattered(count: int) -> NDArray[np.uint8]:
    return np.random.default_rng(3).integers(0, 256, (count, 32), dtype=np.uint8)


def _written(path: Path, count: int = 300) -> Path:
    values = scattered(count)
    values[:5] = 0
    write_index(
        path,
        [
            Entries("harbour", "pdq", values, ids=[f"entry-{row}" for row in range(count)], classifications=["a-lake"] * count),
            Entries("harbour", "sha256", scattered(50)),
        ],
        versions=VERSIONS,
    )
    change_index(path, remove={"harbour": ["entry-0", "entry-9"]})
    return path


def _flip(file: Path, place: int, bit: int) -> None:
    with file.open("r+b") as raw:
        raw.seek(place)
        [byte] = raw.read(1)
        raw.seek(place)
        raw.write(bytes([byte ^ 1 << bit]))


def _ask(index: SavedIndex) -> None:
    index.near([ZERO, b"\x55" * 32], radius_bits=60)
    index.exact("sha256", [ZERO])


def test_every_flipped_byte_of_the_manifest_is_noticed_at_opening(tmp_path: Path) -> None:
    path = _written(tmp_path / "known")
    for place in range((path / "manifest").stat().st_size):
        _flip(path / "manifest", place, place % 8)
        with pytest.raises((IndexDamaged, IndexOfAnotherVersion), match="build it again"):
            SavedIndex.open(path, verify="header")
        _flip(path / "manifest", place, place % 8)
    _ask(SavedIndex.open(path))


def test_every_flipped_byte_of_the_arrays_is_refused_and_found_by_check(tmp_path: Path) -> None:
    path = _written(tmp_path / "known", 60)
    for file in path.glob("*.varde"):
        for place in range(0, file.stat().st_size, 7):
            _flip(file, place, place % 8)
            with pytest.raises(IndexDamaged, match="build it again"):
                SavedIndex.open(path)
            assert any(file.name in one for one in SavedIndex.open(path, verify="header").check())
            _flip(file, place, place % 8)
    assert SavedIndex.open(path).check() == []


def test_a_damaged_index_opened_in_haste_answers_or_refuses_but_reads_nowhere_else(tmp_path: Path) -> None:
    path = _written(tmp_path / "known", LARGE)
    assert SavedIndex.open(path).facts.segments[0].chunks
    made = np.random.default_rng(5)
    sizes = {file: file.stat().st_size for file in sorted(path.glob("*.varde"))}
    for _ in range(25):
        for file, size in sizes.items():
            with file.open("r+b") as raw:
                for place in made.integers(0, size - 64, 200):
                    raw.seek(int(place))
                    raw.write(made.integers(0, 256, 8, dtype=np.uint8).tobytes())
        with suppress(IndexDamaged):
            _ask(SavedIndex.open(path, verify="header"))
    with pytest.raises(IndexDamaged):
        SavedIndex.open(path)


@pytest.mark.parametrize("how", ["short", "long", "empty", "gone", "link"])
def test_a_file_of_another_length_or_none_is_refused_at_opening(tmp_path: Path, how: str) -> None:
    path = _written(tmp_path / "known")
    file = next(path.glob("segment-*"))
    whole = file.read_bytes()
    file.unlink()
    if how == "link":
        (tmp_path / "elsewhere").write_bytes(whole)
        file.symlink_to(tmp_path / "elsewhere")
    elif how != "gone":
        file.write_bytes({"short": whole[:-1], "long": whole + b"\0", "empty": b""}[how])
    with pytest.raises(IndexDamaged):
        SavedIndex.open(path, verify="header")
    with pytest.raises(IndexDamaged):
        change_index(path, add=[Entries("harbour", "pdq", scattered(1))])
    _written(path)
    assert SavedIndex.open(path).check() == []


def test_a_damaged_index_is_not_changed_but_built_anew(tmp_path: Path) -> None:
    path = _written(tmp_path / "known")
    _flip(next(path.glob("segment-*")), 100, 1)
    with pytest.raises(IndexDamaged):
        change_index(path, add=[Entries("harbour", "pdq", scattered(1))])
    _written(path)
    assert SavedIndex.open(path).check() == []


def test_without_room_the_former_one_stays_and_nothing_half_lies_about(tmp_path: Path) -> None:
    path = _written(tmp_path / "known")
    before, listed = SavedIndex.open(path), sorted(path.iterdir())
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises(IndexNotWritten, match="make room"):
            write_index(path, [Entries("harbour", "pdq", scattered(2000))], versions=VERSIONS)
        with pytest.raises(IndexNotWritten):
            write_index(tmp_path / "new", [Entries("harbour", "pdq", scattered(2000))], versions=VERSIONS)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert before.refreshed() is before
    assert sorted(path.iterdir()) == listed
    assert not (tmp_path / "new").exists()


KILLED = """
import os, signal, sys
from pathlib import Path
import numpy as np
from varde.kernels.search.saved import Entries, change_index
left, sync = int(sys.argv[2]), os.fsync
def fsync(descriptor):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    sync(descriptor)
os.fsync = fsync
more = Entries("lantern", "pdq", np.full((40, 32), 7, np.uint8), ids=[f"new-{row}" for row in range(40)])
change_index(Path(sys.argv[1]), add=[more], remove={"harbour": ["entry-1"]})
"""


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_a_writer_killed_at_any_step_leaves_the_former_or_the_new_one(tmp_path: Path, steps: int) -> None:
    path = _written(tmp_path / "known")
    done = subprocess.run([sys.executable, "-c", KILLED, path, str(steps)], check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL
    index = SavedIndex.open(path)
    assert len(index) in {348, 387}
    assert index.check() == []
    change_index(path)
    left = {one.name for one in path.iterdir() if files.FILE_NAME.fullmatch(one.name)}
    assert left == SavedIndex.open(path)._at.told.file_names
    assert not (path / "manifest.new").exists()


READS = """
import sys
from pathlib import Path
from varde.kernels.search.saved import SavedIndex
index = SavedIndex.open(Path(sys.argv[1]))
print("ready", flush=True)
answers = 0
while True:
    [hits] = index.near([bytes(32)])
    answers += 1
    assert {(hit.list, hit.bits_apart) for hit in hits} == {(hits[0].list, int(hits[0].list))}
    assert len(hits) == 40
    if hits[0].list == "30":
        break
    index = index.refreshed()
print(answers, flush=True)
"""


def test_readers_in_other_processes_see_whole_generations_while_it_is_swapped(tmp_path: Path) -> None:
    path = tmp_path / "known"

    def swap(number: int) -> None:
        value = np.frombuffer(((1 << number) - 1).to_bytes(32, "big"), np.uint8)
        write_index(path, [Entries(str(number), "pdq", np.tile(value, (40, 1)))], versions=VERSIONS)

    swap(0)
    readers = [
        subprocess.Popen([sys.executable, "-c", READS, path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for reader in readers:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "ready\n"
    for number in range(1, 31):
        swap(number)
    for reader in readers:
        out, errors = reader.communicate(timeout=60)
        assert reader.returncode == 0, errors
        assert int(out) >= 1
