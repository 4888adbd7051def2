from __future__ import annotations

import sys

import click

from varde.doors.cli.opening import Opened, with_data


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
