"""The lists that a command is given, as indexes: saved ones are opened, list files become one while the command runs."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from varde.doors.cli import progress
from varde.doors.cli.examining import tell, warm_kernels
from varde.doors.cli.files import counted, shown
from varde.kernels.terms.errors import VardeError

if TYPE_CHECKING:
    from varde.kernels.search.saved import Entries, SavedIndex
    from varde.kernels.wire.lists import ListFormat, ListRead, Table

KERNELS_PAY_FROM = 20_000  # entries; fewer are compared without compiled kernels


class ListTwice(VardeError):
    """Two lists have the same name; give each another file name, since a hit tells the list by it."""

    code: ClassVar[str] = "list_twice"


class CannotRead(VardeError):
    """The list cannot be read; correct its path or its rights."""

    code: ClassVar[str] = "cannot_read_list"


def read(path: str, *, format_: ListFormat | None, algorithm: str | None, is_strict: bool = False) -> ListRead:
    """A list file, with a bar where one is seen; its errors name the file."""
    from varde.kernels.wire.lists import read_list

    try:
        with Path(path).open("rb") as file, progress.bar(shown(Path(path).name), os.fstat(file.fileno()).st_size) as told:
            return read_list(file, name=Path(path).name, format=format_, algorithm=algorithm, is_strict=is_strict, told=told)
    except OSError as error:
        raise CannotRead(f"{shown(path)}: {error.strerror}") from None
    except VardeError as error:
        error.detail = ": ".join(part for part in (shown(path), error.detail) if part)
        raise


def say_bad_lines(seen: ListRead) -> None:
    """The first bad lines by number, and how many there are."""
    what = "record" if seen.format.value == "vics" else "line"
    for bad in seen.bad:
        tell(f"{shown(seen.name)}: {what} {bad.line}: {bad.says}")
    if seen.bad_lines > len(seen.bad):
        tell(f"{shown(seen.name)}: and {seen.bad_lines - len(seen.bad)} more")
    if seen.bad_lines:
        tell(f"{shown(seen.name)}: {counted(seen.bad_lines, f'bad {what}')} left out, {len(seen)} entries taken")


def entries_of(seen: ListRead) -> Iterator[Entries]:
    """The list's tables as an index takes them; an entry without an id is known by its line."""
    from varde.kernels.search.saved import Entries

    for table in seen.tables.values():
        rest = table.columns
        yield Entries(
            seen.name,
            table.algorithm,
            table.values,
            ids=_ids(table),
            at_ms=rest.get("at_ms"),
            sizes=rest.get("size"),
            classifications=rest.get("classification"),
            quality_percent=rest.get("quality_percent"),
        )


def _ids(table: Table):  # type: ignore[no-untyped-def]  # noqa: ANN202  text, or the array of lines
    if "id" not in table.columns:
        return table.lines
    return [id_ or str(line) for id_, line in zip(table.columns["id"], table.lines.tolist(), strict=True)]


def versions() -> dict[str, str]:
    """The algorithms' versions that this installation speaks."""
    from varde.kernels.hashing import ALGORITHMS

    return {one.name: one.version for one in ALGORITHMS}


def build(where: Path, lists: list[ListRead]) -> None:
    """Write them as one index, whole or not at all."""
    from varde.kernels.search.saved import write_index

    names = [one.name for one in lists]
    if len(set(names)) < len(names):
        raise ListTwice(", ".join(shown(name) for name in sorted(set(names)) if names.count(name) > 1))
    if sum(len(one) for one in lists) > KERNELS_PAY_FROM:
        warm_kernels()
    every = (entries for one in lists for entries in entries_of(one))
    write_index(where, every, versions=versions(), made_from=", ".join(names), threads=len(os.sched_getaffinity(0)))


@contextmanager
def opened(
    paths: tuple[str, ...], *, format_: ListFormat | None, algorithm: str | None
) -> Iterator[tuple[list[SavedIndex], int]]:
    """All of them as indexes, and how many bad lines were left out."""
    from varde.kernels.search.saved import SavedIndex

    saved = [path for path in paths if Path(path).is_dir()]
    files = [read(path, format_=format_, algorithm=algorithm) for path in paths if path not in saved]
    for one in files:
        say_bad_lines(one)
    with tempfile.TemporaryDirectory(prefix="varde-lists-", ignore_cleanup_errors=True) as folder:
        if files:
            build(Path(folder) / "index", files)
        places = [*saved, *([str(Path(folder) / "index")] if files else [])]
        yield [SavedIndex.open(Path(path), versions=versions()) for path in places], sum(one.bad_lines for one in files)
