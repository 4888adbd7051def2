from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from doors.cli.commands_of_tests import told, varde


def wide(seed: int) -> str:
    return hashlib.sha256(str(seed).encode()).hexdigest()


@pytest.fixture
def harbours(tmp_path: Path) -> Path:
    file = tmp_path / "harbour.csv"
    file.write_text("algorithm,value,id\n" + "".join(f"pdq,{wide(n)},{n}\n" for n in range(200)))
    return file


def test_a_list_is_built_shown_and_checked(harbours: Path, tmp_path: Path) -> None:
    built = varde("list", "build", harbours, "-o", tmp_path / "index")
    assert (built.returncode, built.stdout) == (0, b"")
    assert "200 entries of 1 list" in told(built)
    shown = json.loads(varde("list", "show", tmp_path / "index", "--json").stdout)
    assert (shown["entries"], shown["lists"], shown["versions"]["pdq"]) == (200, {"harbour.csv": {"pdq": 200}}, "1")
    assert b"harbour.csv\t200 pdq\n200 entries, " in varde("list", "show", tmp_path / "index").stdout
    checked = varde("list", "check", tmp_path / "index")
    assert (checked.returncode, checked.stdout.endswith(b"sound, 200 entries\n")) == (0, True)


def test_several_files_make_one_index_and_the_next_build_replaces_it(harbours: Path, tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text(f"{wide(1)}\n{wide(2)}\n")
    for _ in range(2):
        assert (
            varde("list", "build", harbours, tmp_path / "plain.txt", "--algorithm", "sha256", "-o", tmp_path / "index").returncode
            == 0
        )
    shown = json.loads(varde("list", "show", tmp_path / "index", "--json").stdout)
    assert shown["lists"] == {"harbour.csv": {"pdq": 200}, "plain.txt": {"sha256": 2}}


def test_bad_lines_are_named_the_rest_is_built_and_the_exit_code_says_so(harbours: Path, tmp_path: Path) -> None:
    with harbours.open("a") as file:
        file.write("pdq,00,900\n" * 30)
    built = varde("list", "build", harbours, "-o", tmp_path / "index")
    assert built.returncode == 3
    assert "harbour.csv: line 202: pdq has 64 hexadecimal digits, not 2" in told(built)
    assert "harbour.csv: and 10 more" in told(built)
    assert "30 bad lines left out, 200 entries taken" in told(built)


def test_strict_builds_nothing_of_a_list_with_a_bad_line_and_the_former_index_stands(harbours: Path, tmp_path: Path) -> None:
    assert varde("list", "build", harbours, "-o", tmp_path / "index").returncode == 0
    harbours.write_text(harbours.read_text() + "pdq,00,900\n")
    refused = varde("list", "build", harbours, "-o", tmp_path / "index", "--strict")
    assert refused.returncode == 1
    assert "harbour.csv: 1; first line 202" in told(refused)
    assert json.loads(varde("list", "show", tmp_path / "index", "--json").stdout)["generation"] == 1


def test_a_list_file_is_checked_without_building_anything(harbours: Path) -> None:
    good = varde("list", "check", harbours)
    assert (good.returncode, good.stdout) == (0, f"{harbours}: csv, 200 pdq, 0 bad\n".encode())
    harbours.write_text(harbours.read_text() + f"pdq,{wide(1)},1\npdq,{wide(2)},1\n")
    bad = varde("list", "check", harbours)
    assert (bad.returncode, bad.stdout) == (3, f"{harbours}: csv, 200 pdq, 1 stood twice, 1 bad\n".encode())


def test_two_lists_of_one_name_are_refused(harbours: Path, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "harbour.csv").write_bytes(harbours.read_bytes())
    refused = varde("list", "build", harbours, tmp_path / "copy" / "harbour.csv", "-o", tmp_path / "index")
    assert refused.returncode == 1
    assert "Two lists have the same name" in told(refused)
    assert not (tmp_path / "index").exists()


def test_a_damaged_index_is_refused_and_the_check_says_so(harbours: Path, tmp_path: Path) -> None:
    assert varde("list", "build", harbours, "-o", tmp_path / "index").returncode == 0
    largest = max((tmp_path / "index").iterdir(), key=lambda file: file.stat().st_size)
    held = bytearray(largest.read_bytes())
    held[len(held) // 2] ^= 1
    largest.write_bytes(held)
    checked = varde("list", "check", tmp_path / "index")
    assert checked.returncode == 1
    assert "Traceback" not in told(checked)
    assert "damaged" in told(checked) + checked.stdout.decode()
    (tmp_path / "hashes").write_text('{"path": "x", "md5": "%s"}\n' % ("00" * 16))
    matched = varde("match", "--hashes", tmp_path / "hashes", "--list", tmp_path / "index")
    assert matched.returncode == 1
    assert "build it again from its lists" in told(matched)


def test_what_is_no_index_is_left_alone(harbours: Path, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "hill.jpg").write_bytes(b"x")
    refused = varde("list", "build", harbours, "-o", tmp_path / "photos")
    assert refused.returncode == 1
    assert (tmp_path / "photos" / "hill.jpg").read_bytes() == b"x"
    shown = varde("list", "show", tmp_path / "photos")
    assert shown.returncode == 1
    assert "Traceback" not in told(refused) + told(shown)
