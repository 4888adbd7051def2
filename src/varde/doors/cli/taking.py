"""Lists that a station takes from files, whole; a line that cannot be read is named."""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, ClassVar, cast

import click

from varde.doors.cli import lists
from varde.doors.cli.files import shown
from varde.kernels.terms.errors import VardeError

if TYPE_CHECKING:
    from varde.kernels.wire.lists import ListFormat, ListRead

_IN_MEMORY = 16 << 20
_HEAD = 64 << 10


class ListHasBadLines(VardeError):
    """The list has lines that cannot be read, nothing of it was taken; correct them, or leave them out with --skip-bad-lines."""

    code: ClassVar[str] = "list_has_bad_lines"


class PhotoDnaOnly(VardeError):
    """The list holds nothing but PhotoDNA, which a station's lists do not; build an index of it with `varde list build`."""

    code: ClassVar[str] = "photodna_only"


def import_file(name: str, path: str, *, format_: ListFormat | None, algorithm: str | None, skips_bad_lines: bool) -> None:
    """Take the file, or standard input as `-`, and tell what was taken and what was left out."""
    from varde.keeps.hashlists import face as hashlists

    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as temporary:
        spooled = cast("BinaryIO", temporary)
        if path == "-":
            shutil.copyfileobj(sys.stdin.buffer, spooled)
            spooled.seek(0)
        else:
            with Path(path).open("rb") as file:
                shutil.copyfileobj(file, spooled)
            spooled.seek(0)
        if _names_attesters(spooled):
            spooled.seek(0)
            _import_rows(name, spooled)
            return
        spooled.seek(0)
        seen = _read(spooled, path, format_, algorithm)
    lists.say_bad_lines(seen)
    if seen.bad_lines and not skips_bad_lines:
        raise ListHasBadLines(f"{seen.bad_lines}")
    imported = hashlists.import_read(name, seen)
    unheld = len(seen) - imported.added - imported.already_known
    if unheld == len(seen):
        raise PhotoDnaOnly
    _say(name, imported.added, imported.already_known, seen.bad_lines, unheld)


def _read(file: BinaryIO, path: str, format_: ListFormat | None, algorithm: str | None) -> ListRead:
    from varde.kernels.wire.lists import read_list

    called = "standard input" if path == "-" else Path(path).name
    try:
        return read_list(file, name=called, format=format_, algorithm=algorithm)
    except VardeError as error:
        error.detail = ": ".join(part for part in (shown(called), error.detail) if part)
        raise


def _names_attesters(file: BinaryIO) -> bool:
    """Whether the list says of an entry who vouches for it; such lists are read row by row."""
    first = file.readline(_HEAD)
    if b"attested_by" in first or not first.lstrip().startswith(b"{"):
        return b"attested_by" in first
    return any(b'"attested_by"' in line for line in iter(lambda: file.readline(_HEAD), b""))


def _import_rows(name: str, file: BinaryIO) -> None:
    from varde.keeps.hashlists import face as hashlists

    try:
        imported = hashlists.import_list(name, io.TextIOWrapper(file, encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise ListHasBadLines("not UTF-8") from None
    _say(name, imported.added, imported.already_known, 0, 0)


def _say(name: str, added: int, known: int, bad: int, unheld: int) -> None:
    left = [f"{bad} bad left out"] if bad else []
    left += [f"{unheld} of algorithms that a station's list does not hold left out"] if unheld else []
    click.echo(", ".join([f"{name}: {added} added, {known} known already", *left]))
