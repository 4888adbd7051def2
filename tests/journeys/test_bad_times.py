"""No room, no neighbour, no ground to start on: said in a sentence; what was accepted waits, and arrives once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from journeys.bad_input import Platform, Record, danish, full_disk, no_growth, picture, report, share, shares
from journeys.conftest import House
from journeys.test_bad_records import confirmed
from rehearsal.playing.fleet import PlayedStation
from station_family import Ground, until

# a full disk


@pytest.mark.parametrize("how", [full_disk, no_growth])
def test_on_a_full_disk_nothing_is_accepted_and_nothing_accepted_is_lost(house: House, how: object) -> None:
    first, said = picture(uuid4().int % 10_000), report(text="before")
    taken = house.platform.file(first)
    case = house.platform.post("reports", said, Idempotency_Key="before").json()
    house.platform.rest()
    harbour, later = house.record(), picture(uuid4().int % 10_000)
    with how(house.harbour):  # type: ignore[operator]
        for _ in range(3):
            refused(house.platform, later)
        assert [entry["kind"] for entry in harbour.new()] == []
        assert house.platform.post("reports", said, Idempotency_Key="before").json() == case
    assert house.platform.file(later)["bytes"] == len(later)
    assert house.platform.post("reports", report(text="later"), Idempotency_Key=f"later-{how}").status_code == 201
    assert house.platform.report(report(taken["file"]))["joined"] is False
    house.platform.rest()
    assert not list((house.harbour.data / "vault" / "objects").rglob("*.draft"))


def refused(platform: Platform, data: bytes) -> None:
    """A file and a report, both refused with what to do."""
    for answer in (platform.post("files", data), platform.post("reports", report(text="now"), Idempotency_Key=uuid4().hex)):
        assert (answer.status_code, answer.json()["error"]) == (507, "vault_full")
        assert "free space or enlarge the volume, then send it again" in answer.json()["message"]


# a neighbour who is away


@contextmanager
def away(house: House, station: PlayedStation) -> Iterator[None]:
    """The station is stopped, and started again."""
    station.stop()
    try:
        yield
    finally:
        station.start(house.chain.environment)
        station.wait_until_ready()


def test_with_lantern_away_tips_wait_and_are_filed_once(house: House) -> None:
    item, name = confirmed(house, uuid4().int % 10_000), f"snipe-{uuid4().hex[:6]}"
    house.rest()
    harbour, lantern = house.record(), Record(house.lantern)
    with away(house, house.lantern):
        assert shares(house.platform, [danish(name), share(item, sender=name)]).json()["imported"] == 1
        until(lambda: house.platform.failing().get("tip_ready"))
        assert house.platform.pending() == 1
        assert harbour.new("tip_filed") == []
    until(lambda: harbour.new("tip_filed"))
    house.platform.rest()
    assert len(harbour.new("tip_filed")) == 1
    assert len(lantern.new("submission_finished")) == 1


def test_with_fjord_away_the_letter_waits_and_arrives_once(house: House) -> None:
    item, name = confirmed(house, uuid4().int % 10_000), f"ruff-{uuid4().hex[:6]}"
    house.rest()
    lantern, fjord = Record(house.lantern), Record(house.fjord)
    with away(house, house.fjord):
        assert shares(house.platform, [danish(name), share(item, sender=name)]).json()["imported"] == 1
        until(lambda: lantern.new("referral_routed"))
        until(lambda: lantern.ask("SELECT 1 FROM post_outgoingletter WHERE last_error = 'peer_unreachable'"))
        assert lantern.new("letter_sent") == []
    until(lambda: lantern.new("letter_sent"))
    until(lambda: fjord.new("referral_received"))
    assert [len(found) for found in (lantern.new("letter_sent"), fjord.new("letter_received"))] == [1, 1]
    assert len(fjord.new("referral_received")) == 1


# no ground to start on


@pytest.fixture
def ground() -> Iterator[Ground]:
    made = Ground()
    yield made
    made.clear()


def refusal(data: Path, *, port: int = 9, **environment: str) -> str:
    """`varde up` as an operator types it: exit code 1 and one sentence."""
    command = [sys.executable, "-m", "varde.doors.cli", "up", "--role", "platform", "--data", str(data), "--port", str(port)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=90, env=os.environ | environment)
    said = done.stdout + done.stderr
    assert (done.returncode, "Traceback" in said) == (1, False), said
    assert done.stderr.startswith("varde: ")
    return done.stderr


def test_varde_up_on_a_directory_in_use_says_by_whom(house: House) -> None:
    said = refusal(house.harbour.data, port=house.harbour.port)
    assert "A station already runs on this data directory; stop it first, or give this one a directory of its own." in said
    assert house.harbour.process is not None
    assert f"process {house.harbour.process.pid}" in said


def test_varde_up_on_a_taken_port_leaves_no_database_behind(house: House, ground: Ground) -> None:
    said = refusal(ground.data, port=house.harbour.port)
    assert f"The port is taken by another program; give `--port` another number. (127.0.0.1:{house.harbour.port})" in said
    assert not (ground.data / "postgres").exists()


@pytest.mark.parametrize("place", ["a file", "below a file", "no room to write"])
def test_varde_up_where_nothing_can_be_written_says_so(ground: Ground, place: str) -> None:
    (ground.root / "letter").write_text("mine")
    data = {
        "a file": ground.root / "letter",
        "below a file": ground.root / "letter" / "data",
        "no room to write": Path("/proc/varde"),
    }
    command = [sys.executable, "-m", "varde.station", "up", "--role", "platform", "--data", str(data[place]), "--port", "9"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=90)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert "The data directory cannot be written; give `--data` a directory of your own" in done.stderr
    assert (ground.root / "letter").read_text() == "mine"


def test_a_postgresql_that_refuses_the_password_is_said_without_it(ground: Ground) -> None:
    role = f"made_up_{uuid4().hex[:8]}"
    with psycopg.connect(autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'right'".encode())
    try:
        said = refusal(ground.data, DATABASE_URL=f"postgresql://{role}:wr0ng@/postgres?host={os.environ['PGHOST']}")
    finally:
        with psycopg.connect(autocommit=True) as connection:
            connection.execute(f"DROP ROLE {role}".encode())
    assert "The database named in DATABASE_URL does not answer; check its address, its password and that it runs." in said
    assert "wr0ng" not in said


@pytest.mark.parametrize("address", ["mysql://harbour@127.0.0.1/varde", "postgresql://harbour@127.0.0.1:port/varde", "varde"])
def test_an_address_that_is_none_is_said(ground: Ground, address: str) -> None:
    said = refusal(ground.data, DATABASE_URL=address)
    assert "The database's address cannot be read; write it as postgresql://user:password@host:5432/name." in said
