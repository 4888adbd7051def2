from __future__ import annotations

import json
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from varde.doors.cli import sharing
from varde.doors.cli.examining import SOME_FAILED, tell
from varde.doors.cli.files import counted, shown
from varde.doors.cli.main import choices
from varde.doors.cli.opening import Opened, open_station, with_data

if TYPE_CHECKING:
    from varde.kernels.wire.lists import ListFormat


class Why(StrEnum):
    """Why an entry falls; a code, since the ledger keeps it for ever and free text may name people."""

    WRONG_FINGERPRINT = "wrong-fingerprint"
    NOT_REPORTABLE = "not-reportable"
    WRONG_CLASS = "wrong-class"
    SOURCE_ASKED = "source-asked"


@click.group("list")
def command() -> None:
    """Lists of known fingerprints.

    build, check, and show INDEX work on files and need no station; the others work on the lists in which a station looks up what
    is reported.
    """


FORMATS = click.Choice(["csv", "jsonl", "vics", "plain"])
ALGORITHMS = click.Choice(["sha256", "sha1", "md5", "pdq", "photodna"])
reading = (
    click.option(
        "--format", "format_name", type=FORMATS, help="How the list files are written.  [default: told by how each begins]"
    ),
    click.option("--algorithm", type=ALGORITHMS, help="What values are whose line does not say; 64 digits may be two things."),
)


def with_reading(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add --format and --algorithm."""
    for option in reversed(reading):
        function = option(function)
    return function


@command.command("build")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False), metavar="LISTFILE...")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), metavar="INDEX", help="The index: a folder.")
@click.option("--strict", "is_strict", is_flag=True, help="Refuse a list that has a bad line.")
@with_reading
@click.pass_context
def build(
    context: click.Context,
    *,
    files: tuple[str, ...],
    output: Path,
    is_strict: bool,
    format_name: str | None,
    algorithm: str | None,
) -> None:
    """Make one index of list files, to be searched by `varde match`; an index that is there is replaced, whole or not at all.

    Bad lines are named and left out (exit code 3), or with --strict refuse everything (exit code 1).
    """
    from varde.doors.cli import lists

    seen = [lists.read(file, format_=list_format(format_name), algorithm=algorithm, is_strict=is_strict) for file in files]
    for one in seen:
        lists.say_bad_lines(one)
    lists.build(output, seen)
    tell(f"{shown(str(output))}: {sum(len(one) for one in seen)} entries of {counted(len(seen), 'list')}")
    context.exit(SOME_FAILED if any(one.bad_lines for one in seen) else 0)


def list_format(name: str | None) -> ListFormat | None:
    """The format that --format names."""
    from varde.kernels.wire.lists import ListFormat

    return ListFormat(name) if name else None


@command.command("check")
@click.argument("path", type=click.Path(exists=True))
@with_reading
@click.pass_context
def check(context: click.Context, path: str, *, format_name: str | None, algorithm: str | None) -> None:
    """Verify every byte of an index, or say of a list file what it holds and which lines are bad.

    Exit code 1 for a damaged index and for what is no list, 3 for bad lines.
    """
    if Path(path).is_dir():
        _check_index(context, Path(path))
    else:
        _check_file(context, path, list_format(format_name), algorithm)


def _check_index(context: click.Context, path: Path) -> None:
    from varde.kernels.search.saved import SavedIndex

    index = SavedIndex.open(path, verify="header")
    wrong = index.check()
    for says in wrong:
        tell(f"{shown(str(path))}: {shown(says)}")
    click.echo(f"{shown(str(path))}: {'damaged' if wrong else 'sound'}, {index.facts.entries} entries")
    context.exit(1 if wrong else 0)


def _check_file(context: click.Context, path: str, format_: ListFormat | None, algorithm: str | None) -> None:
    from varde.doors.cli import lists

    seen = lists.read(path, format_=format_, algorithm=algorithm)
    lists.say_bad_lines(seen)
    held = ", ".join(f"{len(table)} {name}" for name, table in seen.tables.items())
    twice = f", {seen.repeated} stood twice" if seen.repeated else ""
    click.echo(f"{shown(path)}: {seen.format.value}, {held}{twice}, {seen.bad_lines} bad")
    context.exit(SOME_FAILED if seen.bad_lines else 0)


@command.command("add")
@click.argument("name")
@click.option(
    "--source", required=True, help="The organisation that the list comes from; without other names it vouches for the entries."
)
@with_data
def add(_station: Opened, name: str, *, source: str) -> None:
    """Begin an empty list."""
    from varde.keeps.hashlists import face as hashlists

    hashlists.add_list(name, source)
    click.echo(f"{name}: from {source}")


@command.command("import")
@click.argument("name")
@click.argument("file", default="-", type=click.Path(exists=True, dir_okay=False, allow_dash=True), metavar="[LISTFILE]")
@click.option("--skip-bad-lines", "skips_bad_lines", is_flag=True, help="Leave lines out that cannot be read, and take the rest.")
@with_reading
@with_data
def import_entries(
    _station: Opened, name: str, *, file: str, skips_bad_lines: bool, format_name: str | None, algorithm: str | None
) -> None:
    """Take entries from a file or from standard input: CSV, JSON lines, VICS #Media, or one MD5, SHA-1 or PDQ a line.

    The list's source vouches for them. A CSV or JSON list may say in attested_by who does (names with a semicolon between).
    """
    from varde.doors.cli import taking

    taking.import_file(name, file, format_=list_format(format_name), algorithm=algorithm, skips_bad_lines=skips_bad_lines)


@command.command("show")
@click.argument("index", required=False, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--data", envvar="VARDE_DATA", type=click.Path(file_okay=False, path_type=Path), help="The station's data directory."
)
@click.option("--json", "as_json", is_flag=True, help="For machines; of an INDEX only.")
def show(*, index: Path | None, data: Path | None, as_json: bool) -> None:
    """What an INDEX holds; without one, a station's lists with their versions and how many entries each has."""
    if index:
        _show_index(index, as_json=as_json)
    elif data is None:
        raise click.UsageError("Name an INDEX, or a station with --data.")
    else:
        open_station(data.absolute())
        _show_lists()


def _show_index(path: Path, *, as_json: bool) -> None:
    from varde.kernels.search.saved import SavedIndex

    facts = SavedIndex.open(path, verify="header").facts
    if as_json:
        plain = {"generation": facts.generation, "built_at": facts.built_at.isoformat(), "entries": facts.entries}
        click.echo(json.dumps(plain | {"bytes": facts.bytes, "versions": facts.versions, "lists": facts.lists}))
        return
    for name, held in facts.lists.items():
        click.echo(f"{shown(name)}\t" + ", ".join(f"{count} {algorithm}" for algorithm, count in held.items()))
    size = f"{facts.bytes / 2**20:.1f} MiB"
    click.echo(f"{facts.entries} entries, {size}, built {facts.built_at:%Y-%m-%d %H:%M} UTC, generation {facts.generation}")


def _show_lists() -> None:
    from varde.keeps.hashlists import face as hashlists

    for each in hashlists.lists():
        click.echo(f"{each.name}\tversion {each.version}\tfrom {each.source}\t{each.entries} entries")


@command.command("entries")
@click.argument("name")
@with_data
def entries(_station: Opened, name: str) -> None:
    """The entries of a list: id, state, algorithm, value, and who vouches for each."""
    from varde.keeps.hashlists import face as hashlists

    for each in hashlists.entries(name):
        click.echo("\t".join([str(each.id), each.state, each.algorithm, each.value.hex(), ", ".join(each.attested_by) or "-"]))


@command.command("attest")
@click.argument("entry", type=click.UUID)
@click.option("--organisation", required=True, help="Who vouches for the entry; two organisations make it attested.")
@with_data
def attest(_station: Opened, entry: UUID, *, organisation: str) -> None:
    """Vouch for an entry in the name of an organisation."""
    from varde.keeps.hashlists import face as hashlists

    hashlists.attest(entry, organisation=organisation)
    _say(entry)


@command.command("dispute")
@click.argument("entry", type=click.UUID)
@click.option("--organisation", required=True, help="Who says so; the dispute ends when the same organisation attests the entry.")
@click.option("--because", required=True, type=choices(Why), help="Why the entry is wrong.")
@with_data
def dispute(_station: Opened, entry: UUID, *, organisation: str, because: str) -> None:
    """Say that an entry is wrong; it hits no more until that is settled."""
    from varde.keeps.hashlists import face as hashlists

    hashlists.dispute(entry, organisation=organisation, reason=because)
    _say(entry)


@command.command("withdraw")
@click.argument("entry", type=click.UUID)
@click.option("--because", required=True, type=choices(Why), help="Why the entry goes.")
@with_data
def withdraw(_station: Opened, entry: UUID, *, because: str) -> None:
    """Take an entry back for good."""
    from varde.keeps.hashlists import face as hashlists

    hashlists.withdraw(entry, reason=because)
    _say(entry)


def _say(entry: UUID) -> None:
    from varde.keeps.hashlists import face as hashlists

    click.echo(f"{entry}: {hashlists.entry(entry).state}")


for each in (sharing.fetch, sharing.export, sharing.reasons, sharing.feedback, sharing.suspend, sharing.resume):
    command.add_command(each)
