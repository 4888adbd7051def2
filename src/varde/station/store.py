"""The station's database as the supervisor sees it: its own server, or the one that DATABASE_URL names."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import psycopg
from psycopg.conninfo import make_conninfo

from varde.kernels.terms.errors import VardeError
from varde.station import binaries, env, ground, roles
from varde.station.database import DatabaseAddressUnreadable, from_url
from varde.station.identity import write
from varde.station.layout import Layout
from varde.station.postgres import PORT, SUPERUSER, Server, prepare


class DatabaseUnreachable(VardeError):
    """The database named in DATABASE_URL does not answer; check its address, its password and that it runs."""

    code: ClassVar[str] = "database_unreachable"


class MigrationFailed(VardeError):
    """The database could not be brought up to date; what is printed above says why, and nothing was changed by half."""

    code: ClassVar[str] = "migration_failed"


@dataclass(slots=True)
class Store:
    """`server` is None when DATABASE_URL names another one."""

    layout: Layout
    server: Server | None

    def open(self) -> None:
        """Start the server when it is ours, and see that it is new enough and that the application is a plain role there."""
        if self.server is None:
            self._check_url()
            return
        self.server.start()
        address: dict[str, object] = {"host": str(self.server.host), "port": PORT, "name": roles.DATABASE}
        write(self.layout.database, address | {"programs": str(self.server.programs)})
        self._make_roles()

    def close(self) -> None:
        """Stop the server when it is ours."""
        if self.server:
            self.server.stop()
            self.layout.database.unlink(missing_ok=True)

    def is_running(self) -> bool:
        """Whether our server is alive; another's is not ours to judge."""
        return self.server is None or self.server.is_running()

    def migrate(self, environment: dict[str, str]) -> None:
        """Migrations as the owner, in a process of their own, then the application's grants."""
        done = subprocess.run(
            [sys.executable, "-m", "varde.station", "migrate"], env=environment | {"VARDE_DATABASE_AS": "owner"}, check=False
        )
        if done.returncode:
            raise MigrationFailed
        self._grant()

    def _check_url(self) -> None:
        from_url(env.text("DATABASE_URL"))
        try:
            with psycopg.connect(env.text("DATABASE_URL"), connect_timeout=10) as connection:
                roles.check(connection)
        except psycopg.ProgrammingError:  # its text quotes the address, and with it the password
            raise DatabaseAddressUnreadable from None
        except psycopg.OperationalError as error:
            raise DatabaseUnreachable(type(error).__name__) from error

    def _make_roles(self) -> None:
        with psycopg.connect(self._as("super", "postgres"), autocommit=True) as connection:
            passwords = {f"{role}_password": self.layout.password(role).read_text() for role in ("owner", "app")}
            roles.make_roles(connection, **passwords)
        with psycopg.connect(self._as("app", roles.DATABASE)) as connection:
            roles.check(connection)

    def _grant(self) -> None:
        if self.server:
            with psycopg.connect(self._as("owner", roles.DATABASE)) as connection:
                roles.grant(connection)
            return
        owner, app = env.text("VARDE_OWNER_DATABASE_URL"), env.text("DATABASE_URL")
        if owner:
            with psycopg.connect(app) as known, psycopg.connect(owner) as connection:
                roles.grant(connection, to=known.info.user)

    def _as(self, role: str, name: str) -> str:
        user = SUPERUSER if role == "super" else f"varde_{role}"
        host = str(self.server.host) if self.server else ""
        password = self.layout.password(role).read_text()
        return make_conninfo(host=host, port=PORT, user=user, dbname=name, password=password)


def store_for(layout: Layout) -> Store:
    """Prepare the database's files when the server is to be ours."""
    if env.text("DATABASE_URL"):
        return Store(layout, None)
    user = ground.database_user()
    programs = binaries.find(**user.as_user)
    folder = ground.cluster_folder(layout, user)
    prepare(folder, user=user, programs=programs, password=layout.password("super").read_text())
    remove_old_socket(layout)
    return Store(layout, Server(folder=folder, log=layout.logs / "postgres.log", user=user, programs=programs))


def remove_old_socket(layout: Layout) -> None:
    """After a kill -9 the former socket's folder is left; its name stands in database.json."""
    if not layout.database.exists():
        return
    host = Path(json.loads(layout.database.read_text()).get("host", ""))
    if host.name.startswith("varde-db-"):
        shutil.rmtree(host, ignore_errors=True)
    layout.database.unlink()
