from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from doors.cli.commands_of_tests import ENTRY, by_name, folder_of_everything, jpeg, lines, told, varde


@pytest.fixture(scope="module")
def hashed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[bytes]]:
    folder = folder_of_everything(tmp_path_factory.mktemp("harbour") / "uploads")
    return folder, varde("hash", folder)


Hashed = tuple[Path, subprocess.CompletedProcess[bytes]]


def test_every_file_has_one_line_in_the_order_of_names(hashed: Hashed) -> None:
    folder, done = hashed
    found = [row["path"].removeprefix(f"{folder}/") for row in lines(done)]
    assert found == [
        "boat.png", "clip.mp4", "cut.jpg", os.fsdecode(b"deeper/\xff\xfe.jpg"),
        "empty.jpg", "hill.jpg", "text.txt", "two\nlines\u202egpj.jpg",
    ]  # fmt: skip


def test_a_picture_has_digests_facts_and_a_fingerprint_with_its_version(hashed: Hashed) -> None:
    row = by_name(hashed[1])["hill.jpg"]
    assert row["sha256"] == hashlib.sha256(jpeg(1)).hexdigest()
    assert (row["size"], row["kind"], row["format"], row["width"], row["height"]) == (len(jpeg(1)), "picture", "jpeg", 640, 480)
    assert row["is_whole"] is True
    [one] = row["fingerprints"]
    assert (one["algorithm"], one["version"], one["at_ms"], len(one["value"])) == ("pdq", "1", None, 64)


def test_a_video_has_a_fingerprint_for_each_second(hashed: Hashed) -> None:
    row = by_name(hashed[1])["clip.mp4"]
    assert [one["at_ms"] // 1000 for one in row["fingerprints"]] == [0, 1, 2]
    assert (row["kind"], row["sampling"]) == ("video", "each-second")
    assert row["duration_ms"] >= 2900


def test_a_file_that_cannot_be_decoded_says_why_keeps_its_digests_and_stops_nothing(hashed: Hashed) -> None:
    rows = by_name(hashed[1])
    assert rows["text.txt"]["error"] == {"code": "unknown_format", "says": "it is in no format that is opened"}
    assert rows["text.txt"]["md5"] == hashlib.md5(b"not a picture").hexdigest()
    assert rows["empty.jpg"]["error"]["code"] == "empty"
    assert rows["cut.jpg"]["error"]["code"] == "damaged"
    assert "fingerprints" not in rows["cut.jpg"]
    assert hashed[1].returncode == 3


def test_links_and_pipes_are_passed_over_and_told(hashed: Hashed) -> None:
    says = told(hashed[1])
    assert "link.jpg: a symbolic link" in says
    assert "pipe.jpg: a special file" in says
    assert "8 files, 3 with errors (1 damaged, 1 empty, 1 unknown_format), 3 passed over" in says


def test_names_are_ascii_in_the_output_and_come_back_to_the_byte(hashed: Hashed) -> None:
    folder, done = hashed
    assert done.stdout.isascii()
    assert len(done.stdout.splitlines()) == 8
    row = next(row for row in lines(done) if "path_bytes_hex" in row)
    assert bytes.fromhex(row["path_bytes_hex"]) == os.fsencode(folder) + b"/deeper/\xff\xfe.jpg"
    assert os.fsencode(row["path"]) == bytes.fromhex(row["path_bytes_hex"])


def test_all_cores_or_one_exact_or_fast_the_same_bytes_give_near_fingerprints(hashed: Hashed) -> None:
    folder, done = hashed
    again = varde("hash", "--exact", "-j", "1", "--strict-sandbox", folder / "hill.jpg")
    assert again.returncode == 0
    [exact], [fast] = by_name(again)["hill.jpg"]["fingerprints"], by_name(done)["hill.jpg"]["fingerprints"]
    assert exact["exact"] is True
    assert (int(exact["value"], 16) ^ int(fast["value"], 16)).bit_count() <= 8


def test_standard_input_is_one_file() -> None:
    done = varde("hash", "-", stdin=jpeg(1))
    [row] = lines(done)
    assert (row["path"], row["format"], done.returncode) == ("-", "jpeg", 0)


def test_paths_can_come_from_a_file_and_missing_ones_are_errors_of_their_own(hashed: Hashed, tmp_path: Path) -> None:
    folder, _ = hashed
    names = b"\0".join([os.fsencode(folder / "two\nlines\u202egpj.jpg"), os.fsencode(folder / "none.jpg"), b""])
    done = varde("hash", "--files-from", "-", "-0", stdin=names)
    found, missing = lines(done)
    assert found["format"] == "jpeg"
    assert missing["error"] == {"code": "unreadable", "says": "No such file or directory"}
    assert done.returncode == 3


def test_an_interrupted_run_goes_on_where_it_stopped(hashed: Hashed, tmp_path: Path) -> None:
    folder, first = hashed
    out = tmp_path / "hashes.jsonl"
    whole = first.stdout.splitlines(keepends=True)
    out.write_bytes(b"".join(whole[:5]) + whole[5][:40])
    done = varde("hash", folder, "--append", out)
    assert out.read_bytes() == first.stdout
    assert (done.stdout, done.returncode) == (b"", 3)
    assert "3 files, 1 with errors (1 unknown_format), 5 there already" in told(done)


def test_ctrl_c_ends_with_130_and_whole_lines(tmp_path: Path) -> None:
    for number in range(160):  # more lines than a pipe holds: the command is still writing when it is interrupted
        (tmp_path / f"{number}.jpg").write_bytes(jpeg(1))
    words = [sys.executable, "-c", ENTRY, "hash", str(tmp_path)]
    running = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0)  # no line is read ahead
    assert running.stdout
    first = running.stdout.readline()
    running.send_signal(signal.SIGINT)
    rest, says = running.communicate(timeout=120)
    assert running.returncode == 130
    assert says.splitlines()[-1] == b"varde: interrupted"
    assert b"Traceback" not in says
    found = [json.loads(line) for line in (first + rest).splitlines()]
    assert len(found) < 160


def test_ctrl_c_while_paths_are_awaited_ends_with_130(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "names")
    words = [sys.executable, "-c", ENTRY, "hash", "--files-from", str(tmp_path / "names")]
    running = subprocess.Popen(words, stderr=subprocess.PIPE)
    with (tmp_path / "names").open("wb"):  # opened by both: the command has begun
        running.send_signal(signal.SIGINT)
        _, says = running.communicate(timeout=60)
    assert (running.returncode, says) == (130, b"varde: interrupted\n")


def test_a_reader_that_goes_away_is_no_traceback(hashed: Hashed) -> None:
    running = subprocess.Popen([sys.executable, "-c", ENTRY, "hash", hashed[0]], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stdout
    running.stdout.close()
    assert running.stderr
    assert b"Traceback" not in running.stderr.read()
    assert running.wait(60) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_no_space_left_is_one_sentence(hashed: Hashed) -> None:
    with Path("/dev/full").open("wb") as full:
        words = [sys.executable, "-c", ENTRY, "hash", str(hashed[0] / "text.txt")]
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60)
    assert done.returncode == 1
    assert b"The results cannot be written there" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["hash"], "Name at least one PATH"),
        (["hash", "--sampling", "all", "x"], "'all' is not one of"),
        (["hash", "-j", "0", "x"], "0 is not in the range"),
        (["hash", "--fast", "x"], "No such option"),
        (["match", "x"], "Missing option '--list'"),
        (["match", "x", "--list", "nowhere.csv"], "'nowhere.csv' does not exist"),
        (["match", "x", "--list", ".", "--radius", "64"], "64 is not in the range"),
        (["list", "build", "x.csv"], "does not exist"),
        (["list", "build"], "Missing"),
        (["list", "show"], "Name an INDEX, or a station with --data"),
    ],
)
def test_wrong_arguments_end_with_2(words: list[str], says: str) -> None:
    done = varde(*words)
    assert done.returncode == 2
    assert says in told(done)
    assert "Traceback" not in told(done)


HEAVY = {"django", "numba", "av", "numpy", "PIL", "rich", "httpx", "cryptography", "varde.station", "varde.keeps"}


@pytest.mark.parametrize(
    "words", ["--help", "hash --help", "match --help", "list --help", "list build --help", "hash", "match x"]
)
def test_help_and_wrong_arguments_load_nothing_heavy(words: str) -> None:
    code = f"""
import sys
sys.argv = ["varde", *{words.split()!r}]
from varde.doors.cli.main import main
try:
    main()
finally:
    print("LOADED", *(name for name in {sorted(HEAVY)!r} if name in sys.modules), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr.splitlines()[-1].split() == ["LOADED"]
