from __future__ import annotations

from typing import ClassVar

import click

from varde.doors.cli.opening import Opened, with_data
from varde.kernels.terms.errors import VardeError


class NoSuchRight(VardeError):
    """A machine cannot have this right; choose one of those named."""

    code: ClassVar[str] = "no_such_right"


class NoSuchToken(VardeError):
    """No token of this name is in force; `varde token list` shows those that are."""

    code: ClassVar[str] = "no_such_token"


@click.group("token")
def command() -> None:
    """Tokens of machines that send to a station."""


@command.command("add")
@click.argument("name")
@click.option(
    "--right", "rights", multiple=True, required=True, help="What it may do, e.g. send_reports; may be given several times."
)
@with_data
def add(_station: Opened, name: str, rights: tuple[str, ...]) -> None:
    """Make a token; it is shown once and never stored."""
    from varde.keeps.parties import face as parties

    possible = {right.value for right in parties.Right if right.value.startswith(("send_", "read_counts", "look_up"))}
    if not set(rights) <= possible:
        raise NoSuchRight(", ".join(sorted(possible)))
    click.echo(parties.issue_token(name, rights=[parties.Right(right) for right in rights]))


@command.command("list")
@with_data
def list_tokens(_station: Opened) -> None:
    """Tokens in force and what they allow."""
    from varde.keeps.parties import face as parties

    for name, rights in parties.token_names():
        click.echo(f"{name}\t{', '.join(rights)}")


@command.command("remove")
@click.argument("name")
@with_data
def remove(_station: Opened, name: str) -> None:
    """End a token at once."""
    from varde.keeps.parties import face as parties

    if not parties.revoke_token(name):
        raise NoSuchToken(name)
    click.echo(f"{name}: ended")
