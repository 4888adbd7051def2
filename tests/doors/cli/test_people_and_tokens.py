from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from station_family import Ground, Station

ENTRY = "from varde.doors.cli.main import main; main()"


@pytest.fixture(scope="module")
def fjord() -> Iterator[Station]:
    station = Station(Ground(), role="agency", name="fjord").start()
    yield station
    station.end()
    station.ground.clear()


def varde(station: Station, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "VARDE_", "DJANGO_", "DATABASE_"))}
    command = [sys.executable, "-c", ENTRY, *words, "--data", str(station.ground.data)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=90, input=typed, env=plain)


def test_cato_is_added_with_a_password_of_his_own(fjord: Station) -> None:
    done = varde(
        fjord,
        "user",
        "add",
        "cato",
        "--job",
        "officer",
        "--district",
        "dk-nordsjaelland",
        "--password-stdin",
        typed="four-made-up-words\n",
    )
    assert done.returncode == 0, done.stderr
    assert "four-made-up-words" not in done.stdout
    assert "cato\tofficer\tdk-nordsjaelland" in varde(fjord, "user", "list").stdout


def test_liv_gets_a_made_password_and_a_code_generator_shown_once(fjord: Station) -> None:
    done = varde(fjord, "user", "add", "liv", "--job", "lead", "--totp")
    assert done.returncode == 0, done.stderr
    assert "password (shown once): " in done.stdout
    assert "TOTP secret (shown once): " in done.stdout


@pytest.mark.parametrize(
    ("words", "typed", "says"),
    [
        (["user", "add", "ada", "--job", "moderator"], "", "This job does not exist at a station of this role"),
        (["user", "add", "sunniva", "--job", "officer"], "", "name one with --district"),
        (["user", "add", "una", "--job", "supervisor", "--password-stdin"], "short\n", "at least 12 characters"),
        (["enrol"], '{"people": [{"username": "una", "job": "my-secret"}]}', "(people[0]: ValueError)"),
        (["enrol"], '{"people": [{"username": "una", "job": "lead", "my-secret": 1}]}', "(people[0]: TypeError)"),
        (["enrol"], "my-secret", "(JSONDecodeError)"),
        (["token", "add", "counter", "--right", "open_evidence"], "", "A machine cannot have this right"),
        (["token", "remove", "nobody-has-it"], "", "No token of this name is in force"),
    ],
)
def test_what_is_refused_is_one_sentence(fjord: Station, words: list[str], typed: str, says: str) -> None:
    done = varde(fjord, *words, typed=typed)
    assert done.returncode == 1
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert "my-secret" not in done.stderr


def test_una_is_reset_with_a_new_code_generator_and_removed(fjord: Station) -> None:
    assert varde(fjord, "user", "add", "una", "--job", "supervisor", "--totp").returncode == 0
    done = varde(fjord, "user", "reset", "una", "--totp")
    assert done.returncode == 0, done.stderr
    assert "password (shown once): " in done.stdout
    assert "TOTP secret (shown once): " in done.stdout
    assert "una: removed" in varde(fjord, "user", "remove", "una").stdout
    assert "una" not in varde(fjord, "user", "list").stdout
    assert "Nobody of this name may log in" in varde(fjord, "user", "reset", "una").stderr


def test_an_entry_is_attested_disputed_and_withdrawn_by_its_id(fjord: Station) -> None:
    varde(fjord, "list", "add", "known", "--source", "lantern")
    varde(fjord, "list", "import", "known", typed=f'{{"algorithm": "sha256", "value": "{"07" * 32}"}}\n')
    entry, state, *_ = varde(fjord, "list", "entries", "known").stdout.split("\t")
    assert state == "proposed"
    assert f"{entry}: attested" in varde(fjord, "list", "attest", entry, "--organisation", "fjord").stdout
    sound = ["--organisation", "sound", "--because", "not-reportable"]
    assert f"{entry}: disputed" in varde(fjord, "list", "dispute", entry, *sound).stdout
    assert f"{entry}: withdrawn" in varde(fjord, "list", "withdraw", entry, "--because", "source-asked").stdout
    assert "There is no hash list of this name" in varde(fjord, "list", "entries", "unknown").stderr


def test_a_token_is_shown_once_listed_by_name_and_ended(fjord: Station) -> None:
    token = varde(fjord, "token", "add", "counter", "--right", "read_counts").stdout.strip()
    listed = varde(fjord, "token", "list").stdout
    assert "counter\tread_counts" in listed
    assert token not in listed
    assert "counter: ended" in varde(fjord, "token", "remove", "counter").stdout
