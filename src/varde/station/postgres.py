"""The station's own PostgreSQL: a child of this process, in the foreground, reachable by a private socket only.

It ends with its parent: killed outright, the parent's death sends the server SIGINT, upon which it shuts down cleanly.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from varde.kernels.terms import clock
from varde.kernels.terms.errors import VardeError
from varde.station.binaries import Programs
from varde.station.ground import DatabaseUser, socket_folder
from varde.station.tether import tether

PORT = 5432
SUPERUSER = "varde_super"
READY_WITHIN_SECONDS = 60
LOCKED_FOR_SECONDS = 5
LEAN = {
    "shared_buffers": "64MB",
    "max_connections": "40",
    "max_wal_size": "256MB",
    "jit": "off",
    "autovacuum_max_workers": "1",
    "max_parallel_workers": "2",
    "max_logical_replication_workers": "0",
    "log_min_error_statement": "panic",  # statements may carry what people wrote: never into a log
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
}
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}  # for tests alone


class DatabaseFolderInUse(VardeError):
    """Another PostgreSQL runs on this station's database; stop the other station first."""

    code: ClassVar[str] = "database_folder_in_use"


class DatabaseDidNotStart(VardeError):
    """PostgreSQL did not start; its log says why."""

    code: ClassVar[str] = "database_did_not_start"


class DatabaseMadeByAnotherVersion(VardeError):
    """The database was made by another major version of PostgreSQL; install that one or move the data with pg_dump."""

    code: ClassVar[str] = "database_made_by_another_version"


class DiskFull(VardeError):
    """The disk is full; free some space and start again, nothing that was accepted is lost."""

    code: ClassVar[str] = "disk_full"


@dataclass(slots=True)
class Server:
    """One server on one folder. `host` is the folder of its socket while it runs."""

    folder: Path
    log: Path
    user: DatabaseUser
    programs: Programs
    options: dict[str, str] = field(default_factory=dict)
    host: Path | None = None
    child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until it answers; a lock left by a server that is just ending is waited for."""
        self.host = socket_folder(self.user)
        until = clock.monotonic() + LOCKED_FOR_SECONDS
        try:
            while not self._started():
                self._clear_stale_lock(or_refuse=clock.monotonic() > until)
                time.sleep(0.1)
        except BaseException:
            self.stop()
            raise

    def stop(self, within_seconds: float = 20) -> None:
        """Shut down cleanly; after the time given, at once (the next start recovers)."""
        if self.child and self.child.poll() is None:
            self.child.send_signal(signal.SIGINT)
            try:
                self.child.wait(within_seconds)
            except subprocess.TimeoutExpired:
                self.child.send_signal(signal.SIGQUIT)
                self.child.wait()
        if self.host:
            shutil.rmtree(self.host, ignore_errors=True)

    def is_running(self) -> bool:
        """Whether our child is alive."""
        return self.child is not None and self.child.poll() is None

    def _started(self) -> bool:
        """False when the folder is locked by another server."""
        self.log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            begin = log.tell()
            self.child = subprocess.Popen(
                self._command(), stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", preexec_fn=tether(signal.SIGINT),  # noqa: PLW1509  one thread

                env=_plain_environment(), umask=0o077, process_group=0, **self.user.as_user,
            )  # fmt: skip
        until = clock.monotonic() + READY_WITHIN_SECONDS
        while clock.monotonic() < until:
            if self._is_ready(self.child.pid):
                return True
            if self.child.poll() is not None:
                return self._explain(begin)
            time.sleep(0.02)
        raise DatabaseDidNotStart(f"not ready after {READY_WITHIN_SECONDS} s, {self.log}")

    def _command(self) -> list[str]:
        settings = LEAN | self.options | {"listen_addresses": "", "unix_socket_directories": str(self.host), "port": str(PORT)}
        chosen = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return [str(self.programs.folder / "postgres"), "-D", str(self.folder), *chosen]

    def _is_ready(self, pid: int) -> bool:
        """Line 8 of the pid file says ready and line 1 is our own child: a file left behind reads as ready too."""
        try:
            lines = (self.folder / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) >= 8 and lines[7].strip() == "ready" and lines[0].strip() == str(pid)

    def _explain(self, begin: int) -> bool:
        """False for a lock file in the way, else the error that the log gives."""
        with self.log.open("rb") as log:
            log.seek(begin)
            said = log.read().decode(errors="replace")
        if "lock file" in said and "already exists" in said:
            return False
        if "No space left on device" in said:
            raise DiskFull
        raise DatabaseDidNotStart(str(self.log))

    def _clear_stale_lock(self, *, or_refuse: bool) -> None:
        """Take away a pid file when no living process works in the folder: it is older than a crash or a reboot."""
        if not any(_works_in(process, self.folder) for process in Path("/proc").iterdir() if process.name.isdecimal()):
            (self.folder / "postmaster.pid").unlink(missing_ok=True)
        elif or_refuse:
            raise DatabaseFolderInUse


def _works_in(process: Path, folder: Path) -> bool:
    """Every process of a server works in its data folder; a zombie has no folder any more."""
    try:
        return (process / "cwd").readlink() == folder
    except OSError:
        return False


def _plain_environment() -> dict[str, str]:
    """Nothing of ours: no password, no PG variable."""
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def prepare(folder: Path, *, user: DatabaseUser, programs: Programs, password: str) -> None:
    """Make the database's files, once, with passwords required; an interrupted attempt is made anew."""
    made = folder / "PG_VERSION"
    if made.exists():
        _same_version(made.read_text().strip(), programs)
        if (folder / "varde.complete").exists():
            return
    for left in folder.iterdir():
        shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()
    _initdb(folder, user=user, programs=programs, password=password)
    (folder / "varde.complete").touch(0o600)


def _same_version(major: str, programs: Programs) -> None:
    if major != str(programs.major):
        raise DatabaseMadeByAnotherVersion(f"made by {major}, found {programs.version}")


def _initdb(folder: Path, *, user: DatabaseUser, programs: Programs, password: str) -> None:
    with _password_file(password, user) as pwfile:
        done = subprocess.run(
            [
                programs.folder / "initdb", "-D", folder, "-U", SUPERUSER, "--auth=scram-sha-256", f"--pwfile={pwfile}",
                "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums", "--no-instructions",
            ],
            capture_output=True, text=True, cwd="/", env=_plain_environment(), check=False, preexec_fn=tether(signal.SIGKILL),
            **user.as_user,
        )  # fmt: skip
    if "No space left on device" in done.stderr:
        raise DiskFull
    if done.returncode:
        raise DatabaseDidNotStart(f"initdb: {(done.stderr.strip().splitlines() or ['no message'])[-1]}")


@contextmanager
def _password_file(password: str, user: DatabaseUser) -> Iterator[Path]:
    """A file that only the database's user can read, gone as soon as initdb has read it."""
    handle, name = tempfile.mkstemp(prefix="varde-")
    with os.fdopen(handle, "w") as file:
        file.write(password)
    if user.name:
        os.chown(name, user.uid, user.gid)
    try:
        yield Path(name)
    finally:
        Path(name).unlink()
