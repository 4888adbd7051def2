"""The files that a command is pointed at: folders are walked in order of names, links and special files passed over and told."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import BinaryIO, ClassVar

from varde.kernels.terms.errors import VardeError

STDIN = "-"
NOTES_TOLD = 20


class NoSuchFileList(VardeError):
    """The file of paths cannot be read; give --files-from a file with one path a line, or - for standard input."""

    code: ClassVar[str] = "no_such_file_list"


class StdinTwice(VardeError):
    """Standard input can be read once only; leave one of the two - out."""

    code: ClassVar[str] = "stdin_twice"


@dataclass
class Passed:
    """What was not opened: counted, the first few told on standard error."""

    count: int = 0
    tell: Callable[[str], None] = lambda _: None

    def over(self, path: str, what: str) -> None:
        """Note one."""
        self.count += 1
        if self.count <= NOTES_TOLD:
            self.tell(f"passed over {shown(path)}: {what}")


@dataclass(frozen=True)
class Found:
    """A file to be read; or, with an error, a path that could not be followed."""

    path: str
    size: int = 0
    error: OSError | None = None
    is_named: bool = field(default=False, compare=False)  # by the user himself: then a link is followed

    def open(self) -> BinaryIO:
        """The file, opened so that nothing but a plain file is ever waited for; OSError otherwise."""
        if self.error:
            raise self.error
        if self.path == STDIN:
            return _stdin()
        flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | (0 if self.is_named else os.O_NOFOLLOW)
        descriptor = os.open(self.path, flags)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise OSError("is not a plain file")
        return os.fdopen(descriptor, "rb")


@cache
def _stdin_kept() -> BinaryIO:
    """Standard input in a nameless file, since it is read more than once."""
    import shutil

    copy = tempfile.TemporaryFile(prefix="varde-")  # noqa: SIM115  it lasts as long as the command
    shutil.copyfileobj(sys.stdin.buffer, copy, 1 << 20)
    copy.flush()
    return copy


def _stdin() -> BinaryIO:
    return open(f"/proc/self/fd/{_stdin_kept().fileno()}", "rb")  # noqa: PTH123  its reader closes it


def found_in(paths: Iterable[str], passed: Passed) -> Iterator[Found]:
    """Every file under these paths, in the order given and then by name."""
    for path in paths:
        if path == STDIN:
            yield Found(STDIN, os.fstat(_stdin_kept().fileno()).st_size, is_named=True)  # read here, where Ctrl-C can end it
            continue
        try:
            mode = os.stat(path)  # noqa: PTH116  a path may hold bytes that are no text
        except OSError as error:
            yield Found(path, error=error)
            continue
        if stat.S_ISDIR(mode.st_mode):
            yield from _walked(path, passed)
        elif stat.S_ISREG(mode.st_mode):
            yield Found(path, mode.st_size, is_named=True)
        else:
            yield Found(path, error=OSError("is not a plain file"))


def _walked(folder: str, passed: Passed) -> Iterator[Found]:
    """Without recursion, so that no depth of folders is too much."""
    waiting: list[Found | str] = [folder]  # files found, and folders yet to be looked into
    while waiting:
        place = waiting.pop()
        if isinstance(place, Found):
            yield place
            continue
        try:
            with os.scandir(place) as entries:
                inside = sorted(entries, key=lambda entry: os.fsencode(entry.name), reverse=True)
        except OSError as error:
            yield Found(place, error=error)
            continue
        waiting += [one for entry in inside if (one := _of(entry, passed))]


def _of(entry: os.DirEntry[str], passed: Passed) -> Found | str | None:
    """A file, a folder, or nothing that is opened."""
    try:
        seen = entry.stat(follow_symlinks=False)
    except OSError as error:
        return Found(entry.path, error=error)
    if stat.S_ISDIR(seen.st_mode):
        return entry.path
    if stat.S_ISREG(seen.st_mode):
        return Found(entry.path, seen.st_size)
    passed.over(entry.path, "a symbolic link" if stat.S_ISLNK(seen.st_mode) else "a special file")
    return None


def listed_in(file: str, *, by_nul: bool) -> list[str]:
    """The paths in a file, one a line or between NUL bytes; `-` is standard input."""
    try:
        held = sys.stdin.buffer.read() if file == STDIN else Path(file).read_bytes()
    except OSError as error:
        raise NoSuchFileList(error.strerror or str(error)) from None
    parts = held.split(b"\0") if by_nul else held.splitlines()
    return [os.fsdecode(part) for part in parts if part]


def counted(number: int, what: str) -> str:
    """As `1 file` and `2 files`."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def shown(text: str) -> str:
    """Fit for a terminal: what could move its cursor, turn its writing round or is no text is spelled out."""
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)
