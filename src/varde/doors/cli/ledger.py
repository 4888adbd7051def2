from __future__ import annotations

import sys

import click

from varde.doors.cli.opening import Opened, with_data


@click.group("ledger")
def command() -> None:
    """The record of every act."""


@command.command("verify")
@with_data
def verify(_station: Opened) -> None:
    """Recompute every hash from the first entry on; exit code 1 when one does not hold."""
    from varde.keeps.ledger import face as ledger

    checked = ledger.verify()
    if checked.holds:
        click.echo(f"{checked.entries} entries hold; head {checked.head.hex()}")
        return
    click.echo(f"the chain is broken at entry {checked.broken_at}; {checked.entries} entries before it hold", err=True)
    sys.exit(1)


@command.command("show")
@click.option("--about", help="Only what is about this id.")
@click.option("--after", default=0, show_default=True, help="Only entries with a higher number.")
@click.option("--limit", default=200, show_default=True)
@with_data
def show(_station: Opened, *, about: str | None, after: int, limit: int) -> None:
    """Print entries, one a line."""
    from itertools import islice

    from varde.keeps.ledger import face as ledger

    for entry in islice(ledger.entries(about=about, after=after), limit):
        click.echo("\t".join([str(entry.seq), entry.at.isoformat(), entry.kind, entry.by, entry.about, str(dict(entry.facts))]))
