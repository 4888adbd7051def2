from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ENTRY = "from varde.doors.cli.main import main; main()"


def varde(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", ENTRY, *words], capture_output=True, text=True, check=False, timeout=60)


def test_help_names_every_command_and_loads_neither_django_nor_the_station() -> None:
    seen = subprocess.run([sys.executable, "-X", "importtime", "-c", ENTRY, "--help"], capture_output=True, text=True, check=True)
    assert all(noun in seen.stdout for noun in ("up", "doctor", "user", "token", "peer"))
    assert not any(heavy in seen.stderr for heavy in ("django", "varde.station", "cryptography", "numpy"))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nonsense"], "No such command 'nonsense'"),
        (["up", "--role", "police", "--data", "d", "--port", "1"], "'police' is not one of"),
        (["up", "--role", "agency", "--data", "d"], "Missing option '--port'"),
        (["up", "--role", "agency", "--data", "d", "--port", "99999"], "99999 is not in the range"),
        (["up", "--role", "agency", "--data", "d", "--port", "80", "--bind", "localhost"], "is not an IP address"),
        (["up", "--role", "agency", "--data", "d", "--port", "80", "--public-url", "fjord"], "is not an address such as"),
        (["user", "add", "ada", "--data", "d"], "Missing option '--job'"),
        (["user", "add", "ada", "--job", "king", "--data", "d"], "'king' is not one of"),
        (
            ["peer", "add", "lantern", "--role", "clearinghouse", "--url", "lantern", "--key", "k", "--data", "d"],
            "is not an address such as",
        ),
    ],
)
def test_wrong_arguments_are_said_and_end_with_2(words: list[str], says: str) -> None:
    done = varde(*words)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_directory_without_a_station_is_one_sentence_and_1(tmp_path: Path) -> None:
    done = varde("user", "list", "--data", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith("varde: No station was ever started on this data directory;")


def test_a_station_that_does_not_run_is_said(tmp_path: Path) -> None:
    (tmp_path / "station.json").write_text('{"role": "agency", "name": "fjord", "public_url": "http://127.0.0.1:1"}')
    done = varde("user", "list", "--data", str(tmp_path))
    assert done.returncode == 1
    assert "is not running; start it with `varde up`" in done.stderr


def test_doctor_says_what_is_there_and_what_to_do(tmp_path: Path) -> None:
    done = varde("doctor", "--data", str(tmp_path / "none"))
    assert done.returncode == 1
    assert "postgresql: PostgreSQL" in done.stdout
    assert "sandbox: level" in done.stdout
    assert "No station was ever started on this data directory" in done.stdout
