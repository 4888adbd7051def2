from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest

from station_family import Ground, Station, is_alive, until
from varde.station import memory
from varde.station.parts import answers


@pytest.fixture(scope="module")
def harbour() -> Iterator[Station]:
    ground = Ground()
    station = Station(ground).start()
    yield station
    station.end()
    ground.clear()


@pytest.fixture
def ground() -> Iterator[Ground]:
    made = Ground()
    yield made
    made.clear()


def test_a_second_station_on_one_directory_is_refused_and_the_first_goes_on(harbour: Station) -> None:
    second = Station(harbour.ground)
    assert second.begin().wait(60) == 1
    assert "already runs on this data directory" in second.said()
    assert answers("127.0.0.1", harbour.port)


def test_a_taken_port_is_refused(harbour: Station, ground: Ground) -> None:
    other = Station(ground, port=harbour.port)
    assert other.begin().wait(60) == 1
    assert "The port is taken" in other.said()


def test_a_data_directory_keeps_its_role(ground: Ground) -> None:
    ground.data.mkdir(mode=0o700)
    (ground.data / "station.lock").touch()
    (ground.data / "station.json").write_text('{"role": "agency", "name": "fjord", "public_url": "http://127.0.0.1:1"}')
    station = Station(ground, role="platform")
    assert station.begin().wait(60) == 1
    assert "belongs to a station of another role" in station.said()


def test_a_directory_that_holds_something_else_is_refused(ground: Ground) -> None:
    ground.data.mkdir(mode=0o700)
    (ground.data / "letter.txt").write_text("mine")
    station = Station(ground)
    assert station.begin().wait(60) == 1
    assert "This directory holds something else" in station.said()


@pytest.mark.parametrize("part", ["web", "worker", "keyholder", "postgres"])
def test_a_part_that_is_killed_is_started_again(harbour: Station, part: str) -> None:
    until(lambda: answers("127.0.0.1", harbour.port))
    victim = pid_of(harbour, part)
    os.kill(victim, signal.SIGKILL)
    until(lambda: not is_alive(victim))
    until(lambda: pid_of(harbour, part) not in {0, victim} and answers("127.0.0.1", harbour.port))


def test_ctrl_c_stops_everything_cleanly(ground: Ground) -> None:
    station = Station(ground).start()
    family = station.family
    assert len(family) > 5
    assert station.child is not None
    station.child.send_signal(signal.SIGINT)
    assert station.child.wait(30) == 0
    assert "Traceback" not in station.said()
    until(lambda: not any(is_alive(pid) for pid in family))
    assert "database system is shut down" in (ground.data / "logs" / "postgres.log").read_text()


def test_after_kill_9_nothing_is_left_and_the_next_start_works(ground: Ground) -> None:
    station = Station(ground).start()
    family = station.family
    os.kill(family[0], signal.SIGKILL)
    again = Station(ground)
    (ground.data / "run" / "ready.json").unlink()
    again.start()
    until(lambda: not any(is_alive(pid) for pid in family))
    assert answers("127.0.0.1", again.port)
    again.end()


def test_nobody_else_may_read_the_data_directory_and_no_secret_is_printed(ground: Ground) -> None:
    station = Station(ground).start()
    station.end()
    said = station.said() + (ground.data / "logs" / "postgres.log").read_text()
    assert ground.data.stat().st_mode & 0o077 == 0
    for secret in (ground.data / "secrets").iterdir():
        assert secret.stat().st_mode & 0o177 == 0
        assert secret.read_bytes().strip().hex() not in said
        assert secret.read_bytes().strip() not in said.encode()


def pid_of(station: Station, part: str) -> int:
    """Its process now, 0 while there is none."""
    assert station.child is not None
    words = {"web": "granian", "worker": "varde.station worker", "keyholder": "vault.keyholder", "postgres": "postgres -D"}[part]
    found = [process.pid for process in memory.family(station.child.pid) if words in process.name]
    return found[0] if found else 0


def ask(url: str, query: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute(query.encode()).fetchone()
        assert row
        return int(row[0])


def url_of(role: str, name: str) -> str:
    """A role and a database of its own on the server of this test run, which stands for somebody's other PostgreSQL."""
    with psycopg.connect(autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'made-up'".encode())
        connection.execute(f"CREATE DATABASE {name} OWNER {role}".encode())
    return f"postgresql://{role}:made-up@/{name}?host={os.environ['PGHOST']}"


def test_another_database_is_used_by_its_address(ground: Ground) -> None:
    name = f"other_{uuid4().hex[:8]}"
    url = url_of(name, name)
    station = Station(ground, environment={"DATABASE_URL": url}).start()
    assert answers("127.0.0.1", station.port)
    until(lambda: ask(url, "SELECT count(*) FROM procrastinate_periodic_defers WHERE task_name = 'varde.reconcile'"), within=30)
    assert ask(url, "SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'") == 0
    assert not (ground.data / "postgres").exists()
    station.end()
    with psycopg.connect(autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name}".encode())
        connection.execute(f"DROP ROLE {name}".encode())


def test_a_superusers_address_is_refused(ground: Ground) -> None:
    url = f"postgresql://{os.environ['PGUSER']}:{os.environ['PGPASSWORD']}@/postgres?host={os.environ['PGHOST']}"
    station = Station(ground, environment={"DATABASE_URL": url})
    assert station.begin().wait(60) == 1
    assert "as a superuser, who no rule there can stop" in station.said()


def test_a_database_that_does_not_answer_is_said_without_its_password(ground: Ground) -> None:
    station = Station(ground, environment={"DATABASE_URL": "postgresql://harbour:made-up@127.0.0.1:9/varde"})
    assert station.begin().wait(60) == 1
    said = station.said()
    assert "DATABASE_URL does not answer" in said
    assert "made-up" not in said
