from __future__ import annotations

import sys
from enum import StrEnum
from uuid import UUID

import click

from varde.doors.cli.main import choices
from varde.doors.cli.opening import Opened, with_data


class Why(StrEnum):
    """Why an entry falls; a code, since the ledger keeps it for ever and free text may name people."""

    WRONG_FINGERPRINT = "wrong-fingerprint"
    NOT_REPORTABLE = "not-reportable"
    WRONG_CLASS = "wrong-class"
    SOURCE_ASKED = "source-asked"


@click.group("list")
def command() -> None:
    """Lists of known fingerprints, in which a station looks up what is reported."""


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
@with_data
def import_entries(_station: Opened, name: str) -> None:
    """Take entries from standard input: JSON lines, or CSV with a head line.

    Fields: algorithm (sha256, sha1, md5, pdq), value (hexadecimal); optionally classification, size, attested_by (names with a
    semicolon between).
    """
    from varde.keeps.hashlists import face as hashlists

    imported = hashlists.import_list(name, sys.stdin)
    click.echo(f"{name}: {imported.added} added, {imported.already_known} known already")


@command.command("show")
@with_data
def show(_station: Opened) -> None:
    """Every list with its version and how many entries it has."""
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
