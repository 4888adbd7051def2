"""One PostgreSQL for a whole test run; every process of the run makes its own database in it."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from varde.station import binaries, ground
from varde.station.postgres import FORGETFUL, SUPERUSER, Server, prepare

PASSWORD = "only-for-tests"


@dataclass
class TestServer:
    """The server and the folder that goes with it."""

    server: Server
    folder: Path

    def stop(self) -> None:
        self.server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.server.log.unlink(missing_ok=True)


def start() -> TestServer:
    """Start it and tell libpq, in this process and its children, where it is."""
    user = ground.database_user()
    programs = binaries.find(**user.as_user)
    folder = Path(tempfile.mkdtemp(prefix="varde-test-db-"))
    user.give(folder)
    prepare(folder, user=user, programs=programs, password=PASSWORD)
    log = Path(tempfile.gettempdir()) / f"{folder.name}.log"
    server = Server(folder=folder, log=log, user=user, programs=programs, options=FORGETFUL | {"max_connections": "100"})
    server.start()
    os.environ |= {
        "PGHOST": str(server.host),
        "PGPORT": "5432",
        "PGUSER": SUPERUSER,
        "PGPASSWORD": PASSWORD,
        "PGDATABASE": "postgres",
    }
    return TestServer(server, folder)
