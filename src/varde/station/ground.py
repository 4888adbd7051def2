"""On which ground the database stands: as which user it runs and where its files and its socket lie.

PostgreSQL refuses to run as root. For an ordinary user everything lies in the station's data directory. For root, the server
runs as an existing unprivileged user, who cannot enter a 0700 directory of root's: then its files lie below /var/lib/varde, and
the data directory has a link to them. Permissions of parents are never changed and no user is created.
"""

from __future__ import annotations

import os
import pwd
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4

from varde.kernels.terms.errors import VardeError
from varde.station import env
from varde.station.layout import Layout

FOR_ROOT = Path("/var/lib/varde")
LONGEST_SOCKET_FOLDER = 80  # a socket's whole path may have 107 characters


class NoDatabaseUser(VardeError):
    """As root the database needs an unprivileged user; install postgresql, or name an existing user in VARDE_POSTGRES_USER."""

    code: ClassVar[str] = "no_database_user"


class NoGround(VardeError):
    """The database's files cannot be kept here; set VARDE_POSTGRES_DIR to a folder that the database's user can reach."""

    code: ClassVar[str] = "no_ground"


@dataclass(frozen=True, slots=True)
class DatabaseUser:
    """Who runs the server; None of it when the station itself runs as an ordinary user."""

    name: str = ""
    uid: int = -1
    gid: int = -1

    @property
    def as_user(self) -> dict[str, Any]:
        """For subprocess: become this user, without any further group."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.name else {}

    def give(self, folder: Path) -> None:
        """Make the folder this user's own."""
        folder.chmod(0o700)
        if self.name:
            os.chown(folder, self.uid, self.gid)


def database_user() -> DatabaseUser:
    """Nobody else for an ordinary user; for root the configured one, postgres or nobody."""
    if os.geteuid() != 0:
        return DatabaseUser()
    wanted = env.text("VARDE_POSTGRES_USER")
    for name in (wanted,) if wanted else ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        if found.pw_uid != 0:
            return DatabaseUser(name=name, uid=found.pw_uid, gid=found.pw_gid)
    raise NoDatabaseUser(wanted)


def cluster_folder(layout: Layout, user: DatabaseUser) -> Path:
    """Where this station's database lies, made on the first call and found again by the link afterwards."""
    if layout.postgres.exists():
        return layout.postgres.resolve()
    if layout.postgres.is_symlink():
        raise NoGround(f"{layout.postgres} points to {layout.postgres.readlink()}, which is gone")
    chosen = _choose(layout, user)
    try:
        chosen.mkdir(mode=0o700, parents=True, exist_ok=True)
        _check_empty_and_reachable(chosen, user)
    except OSError as error:
        raise NoGround(f"{chosen}: {error.strerror}") from error
    if chosen != layout.postgres:
        layout.postgres.symlink_to(chosen)
    return chosen


def make_passable(folder: Path) -> None:
    """A folder of root's that others may pass through, whatever the umask; one that exists is left as it is."""
    if not folder.exists():
        folder.mkdir(parents=True)
        folder.chmod(0o755)


def _check_empty_and_reachable(folder: Path, user: DatabaseUser) -> None:
    """The database's user tries it out: rights of parents, mounts and access lists all count."""
    if any(folder.iterdir()):
        raise NoGround(f"{folder} holds something already")
    user.give(folder)
    tried = subprocess.run(["/usr/bin/test", "-w", folder, "-a", "-x", folder], cwd="/", check=False, **user.as_user)
    if tried.returncode:
        folder.rmdir()
        raise NoGround(f"{folder} cannot be reached by {user.name or 'you'}")


def _choose(layout: Layout, user: DatabaseUser) -> Path:
    configured = env.path("VARDE_POSTGRES_DIR")
    if configured:
        return configured
    if user.name:
        make_passable(FOR_ROOT)
    return FOR_ROOT / f"{layout.root.name}-{uuid4().hex[:12]}" if user.name else layout.postgres


def socket_folder(user: DatabaseUser) -> Path:
    """A fresh, private folder with a short name; the server alone may write there."""
    parent = next(folder for folder in _socket_parents() if len(str(folder)) < LONGEST_SOCKET_FOLDER - 20)
    made = Path(tempfile.mkdtemp(prefix="varde-db-", dir=parent))
    user.give(made)
    return made


def _socket_parents() -> list[Path]:
    runtime = env.path("XDG_RUNTIME_DIR")
    usable = runtime and os.geteuid() != 0 and runtime.is_dir() and os.access(runtime, os.W_OK)
    return [*([runtime] if runtime and usable else []), Path("/tmp")]  # noqa: S108  the folder made there is new and private
