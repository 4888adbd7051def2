from __future__ import annotations

import click

from varde.doors.cli.opening import Opened, with_data


@click.group("agreement")
def command() -> None:
    """Which agency may receive which country's tips; kept at the clearinghouse."""


@command.command("add")
@click.argument("agency")
@click.option("--country", required=True, help="Two letters (ISO 3166-1), e.g. DK.")
@click.option("--legal-basis", required=True, help="The treaty, statute or memorandum, in words.")
@click.option("--handling", default="H1", show_default=True, help="Handling code that travels with the data (H0 to H3).")
@with_data
def add(_station: Opened, agency: str, *, country: str, legal_basis: str, handling: str) -> None:
    """An agency may receive a country's tips from today on."""
    from varde.stages.clearing import face as clearing

    made = clearing.agree(agency, country=country, legal_basis=legal_basis, handling=handling)
    click.echo(f"{made.agency}: {made.country} since {made.since}")


@command.command("list")
@with_data
def list_agreements(_station: Opened) -> None:
    """Every agreement, those in force first."""
    from varde.stages.clearing import face as clearing

    for each in clearing.agreements():
        click.echo("\t".join([each.agency, each.country, str(each.since), str(each.until or "in force"), each.legal_basis]))


@command.command("end")
@click.argument("agency")
@click.option("--country", required=True)
@with_data
def end(_station: Opened, agency: str, *, country: str) -> None:
    """From today on nothing more goes there."""
    from varde.stages.clearing import face as clearing

    click.echo("ended" if clearing.end_agreement(agency, country=country) else "there was none in force")
