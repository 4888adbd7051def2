"""What a data directory is told on its first start and keeps: role, name, address."""

from __future__ import annotations

import fcntl
import json
import os
import stat
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, ClassVar

from varde.kernels.terms.errors import VardeError
from varde.kernels.terms.roles import StationRole
from varde.station.layout import Layout


class NotAStation(VardeError):
    """This directory holds something else; give `--data` an empty or new directory."""

    code: ClassVar[str] = "not_a_station"


class DataNotPrivate(VardeError):
    """The data directory belongs to somebody else; give `--data` a directory of your own."""

    code: ClassVar[str] = "data_not_private"


class DataNotWritable(VardeError):
    """The data directory cannot be written; give `--data` a directory of your own on a disk that takes files."""

    code: ClassVar[str] = "data_not_writable"


class AnotherRole(VardeError):
    """The data directory belongs to a station of another role; give each station a directory of its own."""

    code: ClassVar[str] = "another_role"


class AlreadyRunning(VardeError):
    """A station already runs on this data directory; stop it first, or give this one a directory of its own."""

    code: ClassVar[str] = "already_running"


class NoStationHere(VardeError):
    """No station was ever started on this data directory; start one with `varde up --data` first."""

    code: ClassVar[str] = "no_station_here"


@dataclass(frozen=True, slots=True)
class Identity:
    """As stored in station.json."""

    role: StationRole
    name: str
    public_url: str


def open_directory(root: Path) -> Layout:
    """Make the directory, or check that it is a station's own; nobody else may look inside."""
    layout = Layout(root)
    try:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (FileExistsError, FileNotFoundError, NotADirectoryError, PermissionError) as error:
        raise DataNotWritable(f"{root}: {error.strerror}") from error
    found = root.stat()
    if found.st_uid != os.geteuid():
        raise DataNotPrivate(str(root))
    if not layout.lock.exists() and any(root.iterdir()):
        raise NotAStation(str(root))
    if stat.S_IMODE(found.st_mode) != 0o700:
        root.chmod(0o700)
    return layout


def lock(layout: Layout, *, mark: bool = True) -> IO[str]:
    """Hold the directory until this process ends, however it ends; a second station is refused."""
    try:
        file = layout.lock.open("a+")
    except PermissionError as error:
        raise DataNotWritable(f"{layout.root}: {error.strerror}") from error
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        raise AlreadyRunning(f"{layout.root}, process {file.read().strip() or 'unknown'}") from None
    if mark:
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
    return file


def is_locked(layout: Layout) -> bool:
    """Whether a station runs on this directory."""
    try:
        lock(layout, mark=False).close()
    except AlreadyRunning:
        return True
    return False


def settle(layout: Layout, wanted: Identity) -> None:
    """Write down who this station is; the role never changes afterwards."""
    if layout.station.exists() and read(layout).role is not wanted.role:
        raise AnotherRole(f"{layout.root} is a {read(layout).role}")
    write(layout.station, asdict(wanted))


def read(layout: Layout) -> Identity:
    """Who the station of this directory is."""
    if not layout.station.exists():
        raise NoStationHere(str(layout.root))
    found = json.loads(layout.station.read_text())
    return Identity(StationRole(found["role"]), found["name"], found["public_url"])


def write(path: Path, facts: dict[str, object]) -> None:
    """A whole JSON file or the former one."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.write_text(json.dumps(facts, indent=1) + "\n")
    aside.chmod(0o600)
    aside.rename(path)
