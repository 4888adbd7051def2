from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from station_family import Ground, is_alive, until
from varde.station import binaries, ground, roles
from varde.station.postgres import FORGETFUL, SUPERUSER, DatabaseFolderInUse, Server, prepare

PASSWORD = "made-up-password"
USER = ground.database_user()
PROGRAMS = binaries.every(**USER.as_user)


@dataclass(frozen=True)
class Made:
    """Fresh database files, made once for each kind of programs and copied for each test."""

    folder: Path
    programs: binaries.Programs


@pytest.fixture(scope="module", params=PROGRAMS, ids=lambda programs: programs.source)
def made(request: pytest.FixtureRequest) -> Iterator[Made]:
    """Each PostgreSQL that this machine has: Debian's, when there is one, and the wheel's."""
    place = Ground()
    folder = place.root / "db"
    folder.mkdir()
    USER.give(folder)
    prepare(folder, user=USER, programs=request.param, password=PASSWORD)
    yield Made(folder, request.param)
    place.clear()


@pytest.fixture
def server(made: Made) -> Iterator[Server]:
    place = Ground()
    subprocess.run(["cp", "-a", made.folder, place.root], check=True)
    log = place.root / "postgres.log"
    copied = Server(folder=place.root / "db", log=log, user=USER, programs=made.programs, options=dict(FORGETFUL))
    yield copied
    copied.stop()
    place.clear()


def ask(server: Server, password: str = PASSWORD) -> object:
    with psycopg.connect(host=str(server.host), user=SUPERUSER, password=password, dbname="postgres") as connection:
        row = connection.execute("SELECT 1").fetchone()
        return row and row[0]


def test_it_starts_answers_and_stops_cleanly(server: Server) -> None:
    server.start()
    assert ask(server) == 1
    server.stop()
    assert not (server.folder / "postmaster.pid").exists()
    assert server.host is not None
    assert not server.host.exists()


def test_a_wrong_password_is_refused(server: Server) -> None:
    server.start()
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        ask(server, password="guessed")


def test_kill_9_of_the_holder_ends_the_server(server: Server) -> None:
    holder = hold(server)
    pid = int((server.folder / "postmaster.pid").read_text().splitlines()[0])
    holder.kill()
    holder.wait()
    until(lambda: not is_alive(pid), within=20)
    until(lambda: "database system is shut down" in server.log.read_text(), within=5)
    server.start()
    assert ask(server) == 1


def test_it_starts_at_once_after_kill_9_of_the_server(server: Server) -> None:
    server.start()
    assert server.child is not None
    os.kill(server.child.pid, signal.SIGKILL)
    again = Server(server.folder, server.log, server.user, server.programs, dict(FORGETFUL))
    again.start()
    assert ask(again) == 1
    again.stop()


def test_a_pid_file_from_before_a_reboot_does_not_stop_it(server: Server) -> None:
    """The number in it belongs to a living process of another kind: this test."""
    stale = server.folder / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{server.folder}\n0\n5432\n/tmp\n\n0 0\nready\n")
    server.start()
    assert ask(server) == 1


def test_a_second_server_on_the_same_files_is_refused(server: Server) -> None:
    server.start()
    second = Server(server.folder, server.log, server.user, server.programs, dict(FORGETFUL))
    with pytest.raises(DatabaseFolderInUse):
        second.start()
    assert ask(server) == 1


def test_the_application_is_a_plain_role_that_cannot_change_the_ledger(server: Server) -> None:
    server.start()
    make_everyone(server)
    with psycopg.connect(host=str(server.host), dbname=roles.DATABASE, user=roles.OWNER, password="owner") as connection:
        for table in ("ledger_ledgerentry", "django_migrations", "other"):
            connection.execute(f"CREATE TABLE {table} (seq bigint)".encode())
        roles.grant(connection)
    app = make_conninfo(host=str(server.host), dbname=roles.DATABASE, user=roles.APP, password="app")
    with psycopg.connect(app, autocommit=True) as connection:
        roles.check(connection)
        connection.execute("INSERT INTO ledger_ledgerentry VALUES (1); INSERT INTO other VALUES (1); DELETE FROM other")
        for forbidden in (
            "UPDATE ledger_ledgerentry SET seq = 2",
            "DELETE FROM ledger_ledgerentry",
            "CREATE TABLE mine (id int)",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(forbidden.encode())


def test_the_application_refuses_to_be_a_superuser(server: Server) -> None:
    server.start()
    with (
        psycopg.connect(host=str(server.host), user=SUPERUSER, password=PASSWORD, dbname="postgres") as connection,
        pytest.raises(roles.TooPowerful),
    ):
        roles.check(connection)


def make_everyone(server: Server) -> None:
    conninfo = make_conninfo(host=str(server.host), user=SUPERUSER, password=PASSWORD, dbname="postgres")
    with psycopg.connect(conninfo, autocommit=True) as connection:
        roles.make_roles(connection, owner_password="owner", app_password="app")


def hold(server: Server) -> subprocess.Popen[bytes]:
    """Start the server from another process, which then waits to be killed."""
    program = textwrap.dedent(f"""
        import signal
        from pathlib import Path
        from varde.station import binaries, ground
        from varde.station.postgres import Server
        user = ground.database_user()
        programs = next(p for p in binaries.every(**user.as_user) if p.source == {server.programs.source!r})
        Server(Path({str(server.folder)!r}), Path({str(server.log)!r}), user, programs, {{"fsync": "off"}}).start()
        print("ready", flush=True)
        signal.pause()
    """)
    holder = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"ready\n"
    return holder


def test_both_kinds_of_programs_are_found() -> None:
    assert PROGRAMS
    assert all(programs.major >= binaries.LEAST and Path(programs.folder, "initdb").exists() for programs in PROGRAMS)
